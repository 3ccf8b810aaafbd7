import Autograd
import Testing

@testable import LanguageModels

@Suite struct RowFactorizationTests {
  private func matrix(_ rows: [[Double]]) -> Tensor {
    Tensor(rows.flatMap(\.self), shape: [rows.count, rows[0].count], dtype: .float64)
  }

  private func factorise(_ rows: [[Double]]) -> RowFactorization {
    RowFactorization(matrix(rows), tolerance: Double(rows.count) * 0x1p-52)
  }

  /// The largest |A T[pivots] − T|.
  private func error(_ factors: RowFactorization, _ rows: [[Double]]) -> Double {
    let product = factors.coefficients.matmul(matrix(rows).rows(factors.pivots))
    return zip(product.scalars, rows.joined()).map { abs($0 - $1) }.max() ?? 0
  }

  private func randomRows(_ count: Int, _ columns: Int, rank: Int, using generator: inout SeededGenerator) -> [[Double]]
  {
    let basis = (0..<rank).map { _ in (0..<columns).map { _ in Double.random(in: -1...1, using: &generator) } }
    return (0..<count).map { _ in
      let weights = basis.map { _ in Double.random(in: -1...1, using: &generator) }
      return (0..<columns).map { column in zip(weights, basis).reduce(0) { $0 + $1.0 * $1.1[column] } }
    }
  }

  @Test func findsTheRankOfRandomMatrices() {
    var generator = SeededGenerator(seed: 16)
    for _ in 0..<40 {
      let count = Int.random(in: 1...90, using: &generator)
      let columns = Int.random(in: 1...90, using: &generator)
      let rank = Int.random(in: 1...min(count, columns), using: &generator)
      let rows = randomRows(count, columns, rank: rank, using: &generator)
      let factors = factorise(rows)
      #expect(factors.pivots.count == rank)
      #expect(factors.pivots == factors.pivots.sorted())
      #expect(error(factors, rows) < 1e-12)
    }
  }

  @Test func copiesOfRowsAreFree() {
    var generator = SeededGenerator(seed: 17)
    let base = randomRows(9, 40, rank: 9, using: &generator)
    let rows = (0..<200).map { _ in base[Int.random(in: 0..<9, using: &generator)] }
    let factors = factorise(rows)
    #expect(factors.pivots.count == Set(rows).count)
    #expect(error(factors, rows) == 0)
  }

  @Test func rowsOfVeryDifferentLengthsCount() {
    let rows: [[Double]] = [[1, 0, 0], [0, 1e-9, 0], [0, 0, 1e-12], [1, 1e-9, 1e-12]]
    let factors = factorise(rows)
    #expect(factors.pivots.count == 3)
    #expect(error(factors, rows) < 1e-15)
  }

  @Test func theToleranceDecidesWhatIsTheSame() {
    let rows: [[Double]] = [[0.5, 0.5], [0.5 + 1e-8, 0.5 - 1e-8]]
    #expect(factorise(rows).pivots.count == 2)
    #expect(RowFactorization(matrix(rows), tolerance: 1e-6).pivots.count == 1)
  }

  @Test func zerosHaveRankZero() {
    let factors = factorise([[0, 0], [0, 0]])
    #expect(factors.pivots == [])
    #expect(factors.coefficients.shape == [2, 0])
  }

  @Test func gradedMatricesAreReproducedTightly() {
    // Hilbert's matrix: its singular values fall below rounding long before its size.
    let rows = (0..<30).map { i in (0..<30).map { j in 1 / Double(i + j + 1) } }
    let factors = factorise(rows)
    #expect((10...16).contains(factors.pivots.count))
    #expect(error(factors, rows) < 1e-13)
  }
}
