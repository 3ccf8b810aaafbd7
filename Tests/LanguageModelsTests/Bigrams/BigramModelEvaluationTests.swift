import Autograd
import Foundation
import Testing

@testable import LanguageModels

@Suite struct BigramModelEvaluationTests {
  private func counted(_ text: String, addK: Double = 0) throws -> BigramModel {
    let vocabulary = try Vocabulary(["a", "b"])
    return try BigramModel(
      BigramCounts(vocabulary.encode(text), vocabularySize: 2), vocabulary: vocabulary, addK: addK)
  }

  @Test func aSingleTokenHasProbabilityOne() throws {
    let model = try counted("abab")
    #expect(try model.logProbability(of: [0]) == 0)
    #expect(throws: SequenceError.tooShort(count: 0, needed: 1)) { try model.logProbability(of: []) }
  }

  @Test func aMillionTokensAreExact() throws {
    // aab aab ...: T[a] = (1/2, 1/2), T[b] = (1, 0); half the pairs of a run of aab are a→a or a→b.
    let model = try counted("aabaaba")
    let sequence = (0..<999_999).map { $0 % 3 == 2 ? 1 : 0 }
    let logProbability = try model.logProbability(of: sequence)
    #expect(exp(logProbability) == 0)  // the plain product underflows
    let halves = Double(zip(sequence, sequence.dropFirst()).count { $0.0 == 0 })
    #expect(logProbability == -halves * log(2.0))
    let perplexity = try model.perplexity(on: sequence)
    #expect(abs(perplexity.value - pow(2, halves / 999_998)) < 1e-15 * 10)
  }

  @Test func agreesWithTheSumTokenByToken() throws {
    var generator = SeededGenerator(seed: 9)
    let model = try counted("aababbba", addK: 0.3)
    for _ in 0..<100 {
      let sequence = (0..<Int.random(in: 2...50, using: &generator)).map { _ in Int.random(in: 0...1, using: &generator)
      }
      let plain = zip(sequence, sequence.dropFirst()).reduce(0.0) { $0 + log(model.probability(of: $1.1, after: $1.0)) }
      #expect(try abs(model.logProbability(of: sequence) - plain) < 1e-13 * abs(plain))
      let perplexity = try model.perplexity(on: sequence)
      #expect(abs(perplexity.value - exp(-plain / Double(sequence.count - 1))) < 1e-13)
      #expect(perplexity.predictedTokens == sequence.count - 1)
    }
  }

  @Test func anImpossiblePairIsNamedAndCounted() throws {
    let model = try counted("aaabaaba")  // b is never followed by b
    #expect(try model.logProbability(of: [1, 1]) == -.infinity)
    #expect {
      try model.perplexity(on: [0, 1, 1, 0, 1, 1, 1])
    } throws: { error in
      guard case PerplexityError.zeroProbability(let pairs) = error else { return false }
      return pairs.distinct == 1 && pairs.occurrences == 3
        && pairs.examples == [.init(previous: "b", next: "b", count: 3)]
        && "\(error)".contains(#"1 different pair, at 3 places, have probability zero: "b" after "b" (3 times)"#)
    }
    #expect(try counted("aaabaaba", addK: 0.1).perplexity(on: [0, 1, 1]).value.isFinite)
  }

  @Test func ofManyImpossiblePairsTheMostFrequentAreNamed() throws {
    let types = (0..<20).map { "w\($0)" }
    let vocabulary = try Vocabulary(types, tokenization: .words)
    let cycle = Array(0..<20) + [0]
    let model = try BigramModel(BigramCounts(cycle, vocabularySize: 20), vocabulary: vocabulary)
    let backwards = Array((0..<20).reversed()) + [5, 4, 5, 4]
    #expect {
      try model.perplexity(on: backwards)
    } throws: { error in
      guard case PerplexityError.zeroProbability(let pairs) = error else { return false }
      return pairs.distinct == 20 && pairs.occurrences == 22 && pairs.examples.count == 10
        && pairs.examples.first == .init(previous: "w5", next: "w4", count: 3) && "\(error)".contains("and 10 more")
    }
  }

  @Test func unknownWordsAreCountedWherePredicted() throws {
    let vocabulary = try Vocabulary(counting: "a a b b c", tokenization: .words, minimumCount: 2)
    let sequence = try vocabulary.encode("x a b y b")
    let model = try BigramModel(
      BigramCounts(sequence, vocabularySize: vocabulary.count), vocabulary: vocabulary, addK: 1)
    #expect(try model.perplexity(on: sequence).unknownTokens == 1)
  }

  @Test func shortAndForeignSequencesAreErrors() throws {
    let model = try counted("abab")
    #expect(throws: PerplexityError.sequence(.tooShort(count: 1, needed: 2))) { try model.perplexity(on: [0]) }
    #expect(throws: PerplexityError.sequence(.tooShort(count: 0, needed: 2))) { try model.perplexity(on: []) }
    #expect(throws: PerplexityError.sequence(.outsideVocabulary(id: 7, position: 1, vocabularySize: 2))) {
      try model.perplexity(on: [0, 7])
    }
  }
}
