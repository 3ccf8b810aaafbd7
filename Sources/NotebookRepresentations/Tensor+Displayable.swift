public import Autograd
public import NotebookDisplay

extension Tensor: Displayable {
  /// Text as torch prints it; small matrices as a table too; and the exact numbers as JSON: `shape`, `dtype`, `elements`.
  public var displayData: DisplayData {
    var representations: [DisplayData.Representation] = []
    if ndim == 2, count > 0, shape[0] <= 20, shape[1] <= 12 { representations.append(.html(table)) }
    representations.append(.plain(description))
    if count <= 100_000 { representations.append(.json(json)) }
    return DisplayData(representations)
  }

  private var table: String {
    let columns = shape[1]
    let numbers = scalars
    let rows = stride(from: 0, to: numbers.count, by: columns).map { start in
      let cells = numbers[start..<start + columns].map {
        "<td style=\"text-align:right;font-family:monospace\">\(Self.short($0))</td>"
      }
      return "<tr>\(cells.joined())</tr>"
    }
    let caption = "tensor \(shape[0]) × \(shape[1])" + (requiresGrad ? ", requires grad" : "")
    return "<table><caption style=\"text-align:left\">\(caption)</caption>\n\(rows.joined(separator: "\n"))\n</table>"
  }

  /// Four decimals, as torch shows them, or as many digits as a number needs that is very large or very small.
  private static func short(_ number: Double) -> String {
    guard number.isFinite, number.magnitude < 100_000, number == 0 || number.magnitude >= 0.000_1 else {
      return "\(Float(number))"
    }
    let thousandths = Int((number.magnitude * 10_000).rounded())
    let fraction = String(thousandths % 10_000)
    let zeros = String(repeating: "0", count: 4 - fraction.count)
    return "\(number < 0 ? "−" : "")\(thousandths / 10_000).\(zeros)\(fraction)"
  }

  /// JSON has no infinities and no NaN; they are written as texts.
  private var json: String {
    let elements = scalars.map { $0.isFinite ? "\($0)" : "\"\($0)\"" }.joined(separator: ",")
    return "{\"shape\":\(shape),\"dtype\":\"\(dtype)\",\"elements\":[\(elements)]}"
  }
}
