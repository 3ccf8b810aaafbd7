import Autograd

/// A matrix as the product of some of its own rows and the combinations of them that give the others:
/// T = A T[pivots], with as few pivots as T's rank.
///
/// Gram–Schmidt with row pivoting, in blocks: of the rows that the basis does not yet reach, some of the farthest are
/// made orthonormal, and then all rows are freed of them in two matrix products. It ends when every row is within
/// `tolerance` times the length of the longest row. The pivots are within a factor of 8 of the farthest row each time, so
/// that A stays small and the product is tight; the rank is right as it is in a pivoted QR factorisation: for matrices
/// that are not built to defeat it (G. H. Golub, C. F. Van Loan, *Matrix Computations*, 4th ed., section 5.4).
///
/// R rows, C columns, r the rank. O(R C r + R r²).
struct RowFactorization {
  /// The rows of T that span all of them, rising; r of them.
  let pivots: [Int]
  /// A, (R, r): row i are the weights with which the pivot rows give row i; a pivot row is a unit vector.
  let coefficients: Tensor

  /// Factorises `matrix`, (R, C), float64.
  init(_ matrix: Tensor, tolerance: Double) {
    let elements = matrix.scalars
    let columns = matrix.shape[1]
    let (distinct, placeOfRow) = distinctRows(elements, count: matrix.shape[0], columns)
    let reduced = Tensor(
      distinct.flatMap { elements[($0 * columns)..<(($0 + 1) * columns)] }, shape: [distinct.count, columns],
      dtype: .float64)

    let (found, basis, coordinates) = pivotedBasis(of: reduced, tolerance: tolerance)
    let order = found.indices.sorted { found[$0] < found[$1] }
    pivots = order.map { distinct[found[$0]] }
    let rank = found.count
    let weights = combinations(of: reduced, found, basis, coordinates)
    var coefficients: [Double] = []
    coefficients.reserveCapacity(matrix.shape[0] * rank)
    for place in placeOfRow { for column in order { coefficients.append(weights[place][column]) } }
    self.coefficients = Tensor(coefficients, shape: [matrix.shape[0], rank], dtype: .float64)
  }
}

/// The first of each set of equal rows, and for every row the place of its equal among those.
///
/// Equal rows are common (all words that were only ever followed by a full stop) and would crowd the blocks.
private func distinctRows(_ elements: [Double], count: Int, _ columns: Int) -> (distinct: [Int], placeOfRow: [Int]) {
  var places: [ArraySlice<Double>: Int] = [:]
  var distinct: [Int] = []
  let placeOfRow = (0..<count).map { row in
    let content = elements[(row * columns)..<((row + 1) * columns)]
    if let place = places[content] { return place }
    places[content] = distinct.count
    distinct.append(row)
    return distinct.count - 1
  }
  return (distinct, placeOfRow)
}

/// The pivots in the order they were found, the orthonormal rows they made, (r, C), and every row's coordinates along
/// those, R times r.
private func pivotedBasis(
  of matrix: Tensor, tolerance: Double
) -> (pivots: [Int], basis: Tensor, coordinates: [[Double]]) {
  let count = matrix.shape[0]
  var residual = matrix
  var pivots: [Int] = []
  var blocks = [Tensor.zeros([0, matrix.shape[1]], dtype: .float64)]
  var coordinates = [[Double]](repeating: [], count: count)
  var lengths = rowLengths(residual)
  let threshold = tolerance * (lengths.max() ?? 0)
  while true {
    let block = orthonormalBlock(of: residual, lengths, threshold: threshold)
    if block.pivots.isEmpty { return (pivots, Tensor.concatenate(blocks, axis: 0), coordinates) }
    pivots += block.pivots
    let units = Tensor(block.rows.flatMap(\.self), shape: [block.rows.count, matrix.shape[1]], dtype: .float64)
    blocks.append(units)
    let along = residual.matmul(units.T)
    residual = residual - along.matmul(units)
    for (row, part) in rows(of: along).enumerated() { coordinates[row] += part }
    lengths = rowLengths(residual)
    for pivot in pivots { lengths[pivot] = 0 }  // what is left of a pivot is rounding
  }
}

private func rowLengths(_ matrix: Tensor) -> [Double] { (matrix * matrix).sum(axis: 1).sqrt().scalars }

/// Up to 32 rows that are far from each other's span, longest first, and the orthonormal rows they make.
private func orthonormalBlock(
  of residual: Tensor, _ lengths: [Double], threshold: Double
) -> (pivots: [Int], rows: [[Double]]) {
  let longest = lengths.max() ?? 0
  guard longest > threshold else { return ([], []) }
  let candidates = lengths.indices.filter { lengths[$0] > threshold && 4 * lengths[$0] >= longest }
    .sorted { (-lengths[$0], $0) < (-lengths[$1], $1) }.prefix(64)
  var pivots: [Int] = []
  var rows: [[Double]] = []
  for candidate in candidates {
    var row = residual[candidate].scalars
    for _ in 0..<2 {  // twice is enough for orthogonality to working precision
      for unit in rows { subtract(dot(row, unit), times: unit, from: &row) }
    }
    let length = dot(row, row).squareRoot()
    guard length > threshold, 2 * length >= lengths[candidate] else { continue }
    pivots.append(candidate)
    rows.append(row.map { $0 / length })
    if rows.count == 32 { break }
  }
  return (pivots, rows)
}

/// A with A T[pivots] = T, row by row, improved once by the same for what it leaves of T.
private func combinations(
  of matrix: Tensor, _ pivots: [Int], _ basis: Tensor, _ coordinates: [[Double]]
) -> [[Double]] {
  let lower = pivots.map { coordinates[$0] }
  let unitOf = Dictionary(uniqueKeysWithValues: pivots.enumerated().map { ($1, $0) })
  var weights = coordinates.indices.map { row in
    unitOf[row].map { unit in pivots.indices.map { $0 == unit ? 1 : 0 } } ?? solve(coordinates[row], lower)
  }
  let product = Tensor(weights.flatMap(\.self), shape: [weights.count, pivots.count], dtype: .float64)
    .matmul(matrix.rows(pivots))
  for (row, left) in rows(of: (matrix - product).matmul(basis.T)).enumerated() where unitOf[row] == nil {
    subtract(-1, times: solve(left, lower), from: &weights[row])
  }
  return weights
}

/// a with a L = c, L lower triangular, by back substitution.
private func solve(_ c: [Double], _ lower: [[Double]]) -> [Double] {
  var a = c
  for unit in lower.indices.reversed() {
    a[unit] /= lower[unit][unit]
    subtract(a[unit], times: lower[unit], from: &a, upTo: unit)
  }
  return a
}

private func rows(of matrix: Tensor) -> [[Double]] {
  let (elements, columns) = (matrix.scalars, matrix.shape[1])
  return (0..<matrix.shape[0]).map { Array(elements[($0 * columns)..<(($0 + 1) * columns)]) }
}

private func dot(_ a: [Double], _ b: [Double]) -> Double {
  var sums = SIMD8<Double>.zero
  var index = 0
  while index + 8 <= a.count {
    for lane in 0..<8 { sums[lane] += a[index + lane] * b[index + lane] }
    index += 8
  }
  var sum = sums.sum()
  while index < a.count {
    sum += a[index] * b[index]
    index += 1
  }
  return sum
}

private func subtract(_ factor: Double, times b: [Double], from a: inout [Double], upTo end: Int? = nil) {
  for index in 0..<(end ?? a.count) { a[index] -= factor * b[index] }
}
