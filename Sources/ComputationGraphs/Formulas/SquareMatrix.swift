/// A small square matrix of numbers, as the statements about a network's parameters need it.
struct SquareMatrix: Equatable, Sendable {
  let size: Int
  /// Row by row.
  private(set) var entries: [Double]

  init(size: Int, _ entry: (_ row: Int, _ column: Int) -> Double) {
    self.size = size
    entries = (0..<size).flatMap { row in (0..<size).map { entry(row, $0) } }
  }

  static func identity(_ size: Int) -> Self { Self(size: size) { $0 == $1 ? 1 : 0 } }
  static func zeros(_ size: Int) -> Self { Self(size: size) { _, _ in 0 } }

  /// Random entries with a heavy diagonal, so that the inverse exists and is exact to many digits.
  static func invertible(_ size: Int, using generator: inout some RandomNumberGenerator) -> Self {
    let values = (0..<size * size).map { _ in Double.random(in: -1...1, using: &generator) }
    return Self(size: size) { values[$0 * size + $1] + ($0 == $1 ? Double(size) + 1 : 0) }
  }

  /// Random positive rows that each sum to 1.
  static func stochastic(_ size: Int, using generator: inout some RandomNumberGenerator) -> Self {
    let values = (0..<size * size).map { _ in Double.random(in: 0.05...1, using: &generator) }
    return Self(size: size) { row, column in
      values[row * size + column] / values[row * size..<(row + 1) * size].reduce(0, +)
    }
  }

  subscript(row: Int, column: Int) -> Double { entries[row * size + column] }

  var transposed: Self { Self(size: size) { self[$1, $0] } }
  var isZero: Bool { entries.allSatisfy { $0 == 0 } }

  static func + (a: Self, b: Self) -> Self { Self(size: a.size) { a[$0, $1] + b[$0, $1] } }
  static func * (a: Double, b: Self) -> Self { Self(size: b.size) { a * b[$0, $1] } }

  static func * (a: Self, b: Self) -> Self {
    Self(size: a.size) { row, column in (0..<a.size).reduce(0) { $0 + a[row, $1] * b[$1, column] } }
  }

  static func * (a: Self, x: [Double]) -> [Double] {
    (0..<a.size).map { row in (0..<a.size).reduce(0) { $0 + a[row, $1] * x[$1] } }
  }

  /// The inverse by elimination with row exchanges, or nil when there is none that could be trusted.
  var inverse: Self? {
    var (left, right) = (self, Self.identity(size))
    for column in 0..<size {
      let pivot = (column..<size).max { abs(left[$0, column]) < abs(left[$1, column]) } ?? column
      guard abs(left[pivot, column]) > 1e-9 else { return nil }
      left.exchange(pivot, column)
      right.exchange(pivot, column)
      let scale = 1 / left[column, column]
      left.multiply(column, by: scale)
      right.multiply(column, by: scale)
      for row in 0..<size where row != column {
        let factor = -left[row, column]
        left.add(factor, times: column, to: row)
        right.add(factor, times: column, to: row)
      }
    }
    return right
  }

  private mutating func exchange(_ a: Int, _ b: Int) {
    for column in 0..<size { entries.swapAt(a * size + column, b * size + column) }
  }

  private mutating func multiply(_ row: Int, by factor: Double) {
    for column in 0..<size { entries[row * size + column] *= factor }
  }

  private mutating func add(_ factor: Double, times source: Int, to row: Int) {
    for column in 0..<size { entries[row * size + column] += factor * entries[source * size + column] }
  }
}
