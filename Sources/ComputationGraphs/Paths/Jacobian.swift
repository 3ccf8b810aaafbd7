/// The matrix of partial derivatives ∂y/∂x: a row for each element of the result y, a column for each element of the
/// operand x, both in row-major order. Between single numbers it is one number.
public struct Jacobian: Sendable, Equatable {
  /// The number of elements of the result.
  public let rows: Int
  /// The number of elements of the operand.
  public let columns: Int
  /// The partial derivatives, row by row.
  public let elements: [Double]

  /// A matrix of the given size.
  public init(rows: Int, columns: Int, elements: [Double]) {
    precondition(elements.count == rows * columns, "\(elements.count) elements do not make \(rows) by \(columns)")
    self.rows = rows
    self.columns = columns
    self.elements = elements
  }

  /// The derivative between single numbers.
  public init(_ number: Double) { self.init(rows: 1, columns: 1, elements: [number]) }

  /// The derivative of anything with respect to itself.
  public static func identity(_ size: Int) -> Jacobian {
    var elements = [Double](repeating: 0, count: size * size)
    for place in 0..<size { elements[place * size + place] = 1 }
    return Jacobian(rows: size, columns: size, elements: elements)
  }

  /// The derivative of anything with respect to what it does not depend on.
  public static func zero(rows: Int, columns: Int) -> Jacobian {
    Jacobian(rows: rows, columns: columns, elements: [Double](repeating: 0, count: rows * columns))
  }

  /// ∂y/∂x, for the elements `row` of y and `column` of x.
  public subscript(row: Int, column: Int) -> Double { elements[row * columns + column] }

  /// The derivative itself, if it is between single numbers.
  public var number: Double? { elements.count == 1 ? elements[0] : nil }

  /// The Frobenius norm √Σ aᵢⱼ²: of a single number its absolute value.
  public var norm: Double {
    // Divided by the greatest, so that no square overflows.
    let greatest = elements.reduce(0) { max($0, abs($1)) }
    guard greatest > 0, greatest.isFinite else { return greatest }
    return greatest * elements.reduce(0) { $0 + ($1 / greatest) * ($1 / greatest) }.squareRoot()
  }

  /// The chain rule: ∂z/∂y · ∂y/∂x, in this order.
  public static func * (a: Jacobian, b: Jacobian) -> Jacobian {
    precondition(a.columns == b.rows, "\(a.rows) by \(a.columns) times \(b.rows) by \(b.columns) is not defined")
    var elements = [Double](repeating: 0, count: a.rows * b.columns)
    for row in 0..<a.rows {
      for inner in 0..<a.columns {
        let factor = a[row, inner]
        for column in 0..<b.columns { elements[row * b.columns + column] += factor * b[inner, column] }
      }
    }
    return Jacobian(rows: a.rows, columns: b.columns, elements: elements)
  }

  /// The sum over two ways from x to y.
  public static func + (a: Jacobian, b: Jacobian) -> Jacobian {
    precondition(a.rows == b.rows && a.columns == b.columns, "matrices of two sizes have no sum")
    return Jacobian(rows: a.rows, columns: a.columns, elements: zip(a.elements, b.elements).map { $0 + $1 })
  }
}
