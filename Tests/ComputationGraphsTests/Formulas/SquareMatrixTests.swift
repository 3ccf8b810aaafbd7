import Autograd
import Testing

@testable import ComputationGraphs

@Suite struct SquareMatrixTests {
  @Test func `A matrix times its inverse is the identity`() throws {
    var generator = SeededGenerator(seed: 3)
    for size in 1...6 {
      let matrix = SquareMatrix.invertible(size, using: &generator)
      let product = matrix * (try #require(matrix.inverse))
      for (entry, expected) in zip(product.entries, SquareMatrix.identity(size).entries) {
        #expect(abs(entry - expected) < 1e-12)
      }
      #expect(SquareMatrix.zeros(size).inverse == nil)
    }
    // The pivot of the first column is in another row.
    let exchange = SquareMatrix(size: 2) { $0 == $1 ? 0 : 1 }
    #expect(exchange.inverse == exchange)
  }

  @Test func `Products, transposes and random tables are what their names say`() {
    let matrix = SquareMatrix(size: 2) { Double($0 * 2 + $1 + 1) }
    #expect(
      matrix * [1, 10] == [21, 43] && (matrix * matrix).entries == [7, 10, 15, 22]
        && matrix.transposed.entries == [1, 3, 2, 4])
    #expect((2 * matrix + matrix).entries == [3, 6, 9, 12])
    var generator = SeededGenerator(seed: 8)
    let table = SquareMatrix.stochastic(5, using: &generator)
    for row in 0..<5 { #expect(abs((0..<5).reduce(0) { $0 + table[row, $1] } - 1) < 1e-12) }
    #expect(table.entries.allSatisfy { $0 > 0 })
  }
}
