import Autograd
import Testing

@testable import LanguageModels

@Suite struct OneHotTests {
  @Test func encodesAsTheSeedDoes() throws {
    let vocabulary = try Vocabulary(["a", "b"])
    let sequence = try OneHot.encode(vocabulary.encode("aab"), vocabularySize: 2)
    #expect(sequence.shape == [3, 2])
    #expect(sequence.scalars == [1, 0, 1, 0, 0, 1])
    #expect(sequence.dtype == .float32)
  }

  @Test(arguments: [DType.float32, .float64])
  func decodingGivesTheIdsBack(dtype: DType) throws {
    var generator = SeededGenerator(seed: 12)
    for _ in 0..<200 {
      let size = Int.random(in: 1...20, using: &generator)
      let ids = (0..<Int.random(in: 1...30, using: &generator)).map { _ in Int.random(in: 0..<size, using: &generator) }
      #expect(try OneHot.decode(OneHot.encode(ids, vocabularySize: size, dtype: dtype)) == ids)
    }
  }

  @Test func aForeignIdIsAnError() {
    #expect(throws: SequenceError.outsideVocabulary(id: 2, position: 1, vocabularySize: 2)) {
      try OneHot.encode([0, 2], vocabularySize: 2)
    }
  }

  @Test(
    arguments: [
      ([1, 0, 0.5, 0.5], 1, "element 0 is 0.5"),
      ([0, 0, 1, 0], 0, "it has no 1"),
      ([1, 0, 1, 1], 1, "elements 0 and 1 are both 1"),
      ([1, 0, .nan, 1], 1, "element 0 is nan"),
      ([1, 0, 0, -1], 1, "element 1 is -1.0"),
      ([2, 0, 0, 1], 0, "element 0 is 2.0"),
    ] as [([Double], Int, String)])
  func aRowThatIsNotOneHotIsAnErrorThatSaysWhy(elements: [Double], row: Int, reason: String) {
    #expect(throws: SequenceError.notOneHot(row: row, reason: reason)) {
      try OneHot.decode(Tensor(elements, shape: [2, 2], dtype: .float64))
    }
  }

  @Test func onlyAMatrixIsASequence() {
    #expect(throws: SequenceError.notMatrix(shape: [2])) { try OneHot.decode(Tensor([1.0, 0], shape: [2])) }
  }
}
