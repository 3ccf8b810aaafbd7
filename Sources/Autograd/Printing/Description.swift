extension Tensor: CustomStringConvertible {
  /// The numbers as torch prints them: `tensor([ 0.1300, -0.0700])`.
  ///
  /// Of more than 1000 elements only the three at each end of an axis are shown. Behind the numbers stands what is not
  /// obvious: the shape of an empty tensor, the dtype unless it is `.float32`, and `requires_grad=True` or the operation
  /// that made the tensor.
  public var description: String { withExtendedLifetime(self) { PrintedTensor(self).text } }
}

/// The layout of a printed tensor. The measures are torch's defaults.
private struct PrintedTensor {
  private static let lineLength = 80
  /// Above so many elements only the edges are shown.
  private static let threshold = 1000
  private static let edge = 3
  private static let prefix = "tensor("

  private let tensor: Tensor
  private let dims: Dims
  private let strides: SIMD8<Int>
  private var format = NumberFormat(for: [])

  init(_ tensor: Tensor) {
    self.tensor = tensor
    dims = tensor.dims
    strides = dims.strides
    guard tensor.count > 0 else { return }
    var shown: [Double] = []
    collect(axis: 0, at: 0, into: &shown)
    format = NumberFormat(for: shown)
  }

  var text: String {
    let numbers = tensor.count == 0 ? "[]" : written(axis: 0, at: 0)
    return Self.closed(Self.prefix + numbers, remarks)
  }

  private var remarks: [String] {
    var remarks: [String] = []
    if tensor.count == 0 && dims.rank != 1 { remarks.append("size=\(dims.description)") }
    if tensor.dtype != .float32 { remarks.append("dtype=\(tensor.dtype)") }
    if let operation = tensor.node.operation {
      remarks.append("grad_fn=<\(operation.name)Backward>")
    } else if tensor.requiresGrad {
      remarks.append("requires_grad=True")
    }
    return remarks
  }

  /// The remarks behind the numbers, each on a new line where it would not fit; torch counts two characters more.
  private static func closed(_ numbers: String, _ remarks: [String]) -> String {
    var text = numbers
    var length = (numbers.split(separator: "\n").last?.count ?? 0) + 2
    for remark in remarks {
      if length + remark.count + 2 > lineLength {
        text += ",\n" + String(repeating: " ", count: prefix.count) + remark
        length = prefix.count + remark.count
      } else {
        text += ", " + remark
        length += remark.count + 2
      }
    }
    return text + ")"
  }

  /// The places along an axis that are shown; nil stands for those left out.
  private func places(_ axis: Int) -> [Int?] {
    let size = dims[axis]
    guard tensor.count > Self.threshold && size > 2 * Self.edge else { return Array(0..<size) }
    return Array(0..<Self.edge) + [nil] + Array(size - Self.edge..<size)
  }

  private func number(at place: Int) -> Double {
    if tensor.node.flags.contains(.indices) { return Double(tensor.node.indices[place]) }
    return switch tensor.dtype {
    case .float32: Double(tensor.node.data.assumingMemoryBound(to: Float.self)[place])
    case .float64: tensor.node.data.assumingMemoryBound(to: Double.self)[place]
    }
  }

  private func collect(axis: Int, at start: Int, into shown: inout [Double]) {
    guard axis < dims.rank else { return shown.append(number(at: start)) }
    for case let place? in places(axis) { collect(axis: axis + 1, at: start + place * strides[axis], into: &shown) }
  }

  private func written(axis: Int, at start: Int) -> String {
    if dims.rank == 0 { return format.text(number(at: start)) }
    if axis == dims.rank - 1 { return row(at: start) }
    let parts = places(axis).map { $0.map { written(axis: axis + 1, at: start + $0 * strides[axis]) } ?? "..." }
    // Matrices stand apart by an empty line, blocks of matrices by two.
    let newLines = String(repeating: "\n", count: dims.rank - axis - 1)
    return "[" + parts.joined(separator: "," + newLines + indentation(axis)) + "]"
  }

  private func row(at start: Int) -> String {
    let axis = dims.rank - 1
    let numbers = places(axis).map { $0.map { format.text(number(at: start + $0)) } ?? " ..." }
    let perLine = max(1, (Self.lineLength - Self.prefix.count - axis) / (format.width + 2))
    let lines = stride(from: 0, to: numbers.count, by: perLine).map { first in
      numbers[first..<min(first + perLine, numbers.count)].joined(separator: ", ")
    }
    return "[" + lines.joined(separator: ",\n" + indentation(axis)) + "]"
  }

  private func indentation(_ axis: Int) -> String { String(repeating: " ", count: Self.prefix.count + axis + 1) }
}
