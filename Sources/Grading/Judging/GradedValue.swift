package import JSONTree

/// A value as it left the process that computed it: numbers of some shape, or something else.
package struct GradedValue: Equatable, Sendable {
  /// The sizes of the axes; `[]` for a single number.
  package let shape: [Int]
  /// In row-major order.
  package let elements: [Double]
  /// Whether the numbers have single precision.
  package let isSingle: Bool

  package init(shape: [Int], elements: [Double], isSingle: Bool = false) {
    (self.shape, self.elements, self.isSingle) = (shape, elements, isSingle)
  }

  /// Reads what `CheckValue`, or a value's exact form in a notebook, writes: numbers, nested arrays of them, tensors,
  /// truth values as 0 and 1. nil for texts and for arrays that are no boxes.
  package init?(_ json: JSONValue) {
    switch json {
    case .object:
      guard let shape = json["shape"]?.arrayValue?.compactMap(\.integerValue), let list = json["elements"]?.arrayValue
      else { return nil }
      let elements = list.compactMap(Self.number)
      guard elements.count == list.count, elements.count == shape.reduce(1, *) else { return nil }
      self.init(shape: shape, elements: elements, isSingle: json["dtype"]?.stringValue == "float32")
    case .array(let parts):
      let values = parts.compactMap { GradedValue($0) }
      guard values.count == parts.count, Set(values.map(\.shape)).count <= 1 else { return nil }
      self.init(shape: [parts.count] + (values.first?.shape ?? []), elements: values.flatMap(\.elements))
    case .boolean(let value): self.init(shape: [], elements: [value ? 1 : 0])
    default:
      guard let number = Self.number(json) else { return nil }
      self.init(shape: [], elements: [number])
    }
  }

  private static func number(_ json: JSONValue) -> Double? {
    if let number = json.doubleValue { return number }
    switch json.stringValue {
    case "nan", "-nan", "NaN": return .nan
    case "inf", "Infinity": return .infinity
    case "-inf", "-Infinity": return -.infinity
    default: return nil
    }
  }

  /// The shape without axes of size 1: what a column, a row and a vector have in common.
  package var essentialShape: [Int] { shape.filter { $0 != 1 } }

  /// Whether `self`, computed in whatever precision, is `expected` as far as that precision reaches.
  ///
  /// |a − b| ≤ ε (1 + |b|) with ε = 10⁻⁴ where either has single precision and 10⁻⁸ otherwise, unless given. NaN agrees
  /// with NaN, an infinity with itself. Axes of size 1 make no difference.
  package func agrees(with expected: GradedValue, tolerance: Double? = nil) -> Bool {
    guard essentialShape == expected.essentialShape, elements.count == expected.elements.count else { return false }
    let epsilon = tolerance ?? (isSingle || expected.isSingle ? 1e-4 : 1e-8)
    return zip(elements, expected.elements).allSatisfy { value, wanted in
      if wanted.isNaN { return value.isNaN }
      if !wanted.isFinite || !value.isFinite { return value == wanted }
      return (value - wanted).magnitude <= epsilon * (1 + wanted.magnitude)
    }
  }

  /// The matrix with rows and columns exchanged; nil for what is no matrix.
  package var transposed: GradedValue? {
    guard shape.count == 2 else { return nil }
    let (rows, columns) = (shape[0], shape[1])
    let turned = (0..<columns).flatMap { column in (0..<rows).map { elements[$0 * columns + column] } }
    return GradedValue(shape: [columns, rows], elements: turned, isSingle: isSingle)
  }
}

extension GradedValue: CustomStringConvertible {
  /// Numbers in brackets as a learner reads them: `[0.6, 0.1]`.
  package var description: String { text(shape[...], elements[...]) }

  private func text(_ shape: ArraySlice<Int>, _ elements: ArraySlice<Double>) -> String {
    guard let count = shape.first else { return elements.first.map(Self.short) ?? "" }
    guard count > 0 else { return "[]" }
    let size = elements.count / count
    let parts = (0..<min(count, 8)).map { index in
      text(shape.dropFirst(), elements.dropFirst(index * size).prefix(size))
    }
    return "[\((parts + (count > 8 ? ["…"] : [])).joined(separator: ", "))]"
  }

  /// At most six significant digits.
  private static func short(_ number: Double) -> String {
    guard number.isFinite else { return "\(number)" }
    guard number != 0, number.magnitude >= 1e-4, number.magnitude < 1e6 else {
      return number == 0 ? "0" : "\(Float(number))"
    }
    var scale = 1.0
    while number.magnitude * scale < 1e5 { scale *= 10 }
    let rounded = (number * scale).rounded() / scale
    return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
  }
}
