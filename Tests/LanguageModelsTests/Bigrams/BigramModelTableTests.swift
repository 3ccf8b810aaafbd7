import Autograd
import Testing

@testable import LanguageModels

@Suite struct BigramModelTableTests {
  private func table(_ elements: [Double], _ shape: [Int]) -> Tensor { Tensor(elements, shape: shape, dtype: .float64) }

  @Test(arguments: [DType.float32, .float64])
  func givesBackTheTableItWasGiven(dtype: DType) throws {
    let given = Tensor([0.6, 0.4, 0.3, 0.7, 0, 0, 0, 0, 1], shape: [3, 3], dtype: dtype)
    let rows = Tensor([0.6, 0.4, 0, 0, 0.3, 0.7, 0, 0, 1], shape: [3, 3], dtype: dtype)
    #expect(try BigramModel(table: rows).table(dtype: dtype).scalars == rows.scalars)
    #expect(throws: BigramTableError.self) { try BigramModel(table: given) }
  }

  @Test func wordsWithoutNamesGetTheSeedsNames() throws {
    #expect(try BigramModel(table: table([1, 0, 0, 1], [2, 2])).vocabulary.types == ["v1", "v2"])
  }

  @Test func aRowThatDoesNotSumToOneIsNamedWithItsSum() {
    let short = table([0.6, 0.4, 0.3, 0.6], [2, 2])
    #expect {
      try BigramModel(table: short)
    } throws: { error in
      guard case BigramTableError.rowSum(1, let sum, _) = error else { return false }
      return abs(sum - 0.9) < 1e-15 && "\(error)".hasPrefix("row 1 of the table sums to 0.")
    }
    #expect(throws: BigramTableError.self) { try BigramModel(table: short.T) }
    #expect(throws: Never.self) { try BigramModel(table: short, tolerance: 0.2) }
  }

  @Test func aThousandRoundedElementsStillSumToOne() throws {
    let uniform = Tensor([Double](repeating: 0.001, count: 1_000_000), shape: [1000, 1000], dtype: .float32)
    #expect(throws: Never.self) { try BigramModel(table: uniform) }
  }

  @Test func whatIsNoProbabilityIsNamedWithItsPlace() {
    #expect(throws: BigramTableError.notFinite(row: 1, column: 0, value: "nan")) {
      try BigramModel(table: table([1, 0, .nan, 1], [2, 2]))
    }
    #expect(throws: BigramTableError.notFinite(row: 0, column: 1, value: "inf")) {
      try BigramModel(table: table([1, .infinity, 0, 1], [2, 2]))
    }
    #expect(throws: BigramTableError.negative(row: 0, column: 1, value: -0.5)) {
      try BigramModel(table: table([1.5, -0.5, 0, 1], [2, 2]))
    }
  }

  @Test func onlyASquareMatrixIsATable() {
    for shape in [[2, 3], [4], [1, 2, 2], [0, 0]] {
      #expect(throws: BigramTableError.notSquare(shape: shape)) {
        try BigramModel(table: table([Double](repeating: 1, count: shape.reduce(1, *)), shape))
      }
    }
    #expect(throws: BigramTableError.size(2, vocabularySize: 1)) {
      try BigramModel(table: table([1, 0, 0, 1], [2, 2]), vocabulary: try Vocabulary(["a"]))
    }
  }

  @Test func aTableOfCountsIsATable() throws {
    let vocabulary = try Vocabulary(["a", "b", "c"])
    for k in [0, 0.5] {
      let counts = try BigramCounts(vocabulary.encode("abacaacb"), vocabularySize: 3)
      let model = try BigramModel(counts, vocabulary: vocabulary, addK: k)
      let again = try BigramModel(table: model.table(dtype: .float64), vocabulary: vocabulary)
      for row in 0..<3 { #expect(again.distribution(after: row) == model.distribution(after: row)) }
    }
  }

  @Test func aTableBeyondTheLimitIsRefused() throws {
    let vocabulary = Vocabulary.numbered(5_000)
    let model = try BigramModel(BigramCounts([0, 1], vocabularySize: 5_000), vocabulary: vocabulary)
    #expect(throws: BigramTableError.tooManyTypes(5_000, limit: BigramModel.tableLimit)) { try model.table() }
  }
}
