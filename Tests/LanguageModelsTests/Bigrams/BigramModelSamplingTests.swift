import Autograd
import Testing

@testable import LanguageModels

@Suite struct BigramModelSamplingTests {
  private func model() throws -> BigramModel {
    let vocabulary = try Vocabulary(["a", "b", "c"])
    return try BigramModel(
      BigramCounts(vocabulary.encode("aababcabcaab"), vocabularySize: 3), vocabulary: vocabulary)
  }

  @Test func theSameSeedGivesTheSameSample() throws {
    var one = SeededGenerator(seed: 1)
    var same = SeededGenerator(seed: 1)
    var other = SeededGenerator(seed: 2)
    let sample = try model().sample(100, after: 0, using: &one)
    #expect(try model().sample(100, after: 0, using: &same) == sample)
    #expect(try model().sample(100, after: 0, using: &other) != sample)
  }

  @Test func aLongSampleHasTheModelsFrequencies() throws {
    let model = try model()
    var generator = SeededGenerator(seed: 3)
    let sample = try model.sample(60_000, after: 0, using: &generator)
    let counts = try BigramCounts([0] + sample, vocabularySize: 3)
    for previous in 0..<3 {
      for next in 0..<3 {
        let share = Double(counts.count(of: next, after: previous)) / Double(counts.totals[previous])
        #expect(abs(share - model.probability(of: next, after: previous)) < 0.02)
      }
    }
  }

  @Test func temperatureZeroFollowsTheLikeliestWords() throws {
    var generator = SeededGenerator(seed: 4)
    #expect(try model().sample(6, after: 0, temperature: 0, using: &generator) == [1, 2, 0, 1, 2, 0])
  }

  @Test func badRequestsAreErrors() throws {
    var generator = SeededGenerator(seed: 5)
    #expect(throws: SamplingError.temperature(-0.5)) {
      try model().sample(1, after: 0, temperature: -0.5, using: &generator)
    }
    #expect(throws: SamplingError.sequence(.outsideVocabulary(id: 3, position: 0, vocabularySize: 3))) {
      try model().sample(1, after: 3, using: &generator)
    }
    #expect(try model().sample(0, after: 0, using: &generator) == [])
  }
}
