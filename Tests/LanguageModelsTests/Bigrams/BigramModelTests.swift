import Autograd
import Testing

@testable import LanguageModels

@Suite struct BigramModelTests {
  private func model(_ text: String, addK: Double = 0) throws -> BigramModel {
    let vocabulary = try Vocabulary(["a", "b", "c"])
    let counts = try BigramCounts(vocabulary.encode(text), vocabularySize: 3)
    return try BigramModel(counts, vocabulary: vocabulary, addK: addK)
  }

  @Test func maximumLikelihoodIsTheRelativeFrequency() throws {
    let model = try model("aababca")
    #expect(model.distribution(after: 0) == [1.0 / 3, 2.0 / 3, 0])
    #expect(model.distribution(after: 1) == [0.5, 0, 0.5])
    #expect(model.distribution(after: 2) == [1, 0, 0])
    #expect(model.probability(of: 1, after: 0) == 2.0 / 3)
    #expect(model.probability(of: 2, after: 0) == 0)
  }

  @Test func addKGivesUnseenPairsAShare() throws {
    let model = try model("aababca", addK: 0.5)
    #expect(model.distribution(after: 0) == [1.5 / 4.5, 2.5 / 4.5, 0.5 / 4.5])
    #expect(model.distribution(after: 2) == [1.5 / 2.5, 0.5 / 2.5, 0.5 / 2.5])
  }

  @Test func whatNothingFollowedIsUniform() throws {
    for k in [0, 0.5] { #expect(try model("ab", addK: k).distribution(after: 1) == [1, 1, 1].map { $0 / 3 }) }
  }

  @Test func everyRowSumsToOne() throws {
    var generator = SeededGenerator(seed: 8)
    let text = (0..<200).map { _ in ["a", "b", "c"][Int.random(in: 0..<3, using: &generator)] }.joined()
    for k in [0, 1e-9, 0.1, 1, 1e9] {
      let model = try model(text, addK: k)
      for row in 0..<3 { #expect(abs(model.distribution(after: row).reduce(0, +) - 1) < 1e-15) }
    }
  }

  @Test(arguments: [-1, -Double.leastNonzeroMagnitude, .nan, .infinity])
  func refusesASmoothingThatIsNone(k: Double) {
    #expect(throws: BigramTableError.self) { try model("ab", addK: k) }
  }

  @Test func refusesCountsOfAnotherVocabulary() throws {
    let counts = try BigramCounts([0, 1], vocabularySize: 2)
    #expect(throws: BigramTableError.size(2, vocabularySize: 3)) {
      try BigramModel(counts, vocabulary: try Vocabulary(["a", "b", "c"]))
    }
  }
}
