import Autograd
import Testing

@testable import LanguageModels

@Suite struct SparseBigramRNNTests {
  private static let factorizations: [BigramFactorization] = [.identityInput, .identityOutput]

  @Test(arguments: [0, 0.01], factorizations)
  func givesTheBigramsRowsAndPerplexity(k: Double, factorization: BigramFactorization) throws {
    var generator = SeededGenerator(seed: 11)
    let words = (0..<5_000).map { _ in
      "w\(Int.random(in: 0..<40, using: &generator) * Int.random(in: 0..<40, using: &generator))"
    }
    let text = words.joined(separator: " ")
    let vocabulary = try Vocabulary(counting: text, tokenization: .words)
    let sequence = try vocabulary.encode(text)
    let model = try BigramModel(
      BigramCounts(sequence, vocabularySize: vocabulary.count), vocabulary: vocabulary, addK: k)
    let network = SparseBigramRNN(model, factorization)
    for word in 0..<vocabulary.count {
      let output = (0..<vocabulary.count).map { network.output($0, after: word) }
      #expect(output == model.distribution(after: word))
    }
    let (one, other) = (try model.perplexity(on: sequence), try network.perplexity(on: sequence))
    #expect(abs(one.value - other.value) <= 4e-16 * one.value)
    #expect(one.predictedTokens == other.predictedTokens)
    #expect(network.storedElements < vocabulary.count * vocabulary.count)
  }

  @Test(arguments: factorizations)
  func hasTheHiddenStatesOfTheDenseNetwork(factorization: BigramFactorization) throws {
    var generator = SeededGenerator(seed: 19)
    let model = try BigramRNNTests.randomModel(6, rank: 3, using: &generator)
    let (sparse, dense) = (SparseBigramRNN(model, factorization), try BigramRNN(model, factorization))
    for word in 0..<6 { #expect(sparse.hiddenState(word) == dense.U.T[word].scalars) }
    #expect(sparse.hiddenSize == dense.hiddenSize)
  }

  @Test func saysWhatTheBigramSaysOfImpossiblePairs() throws {
    let vocabulary = try Vocabulary(["a", "b", "c"])
    let model = try BigramModel(BigramCounts([0, 1, 2, 0], vocabularySize: 3), vocabulary: vocabulary)
    let sequence = [0, 2, 1, 0, 2]
    let expected = #expect(throws: PerplexityError.self) { try model.perplexity(on: sequence) }
    let found = #expect(throws: PerplexityError.self) { try SparseBigramRNN(model).perplexity(on: sequence) }
    #expect(expected == found)
    #expect(throws: PerplexityError.sequence(.tooShort(count: 1, needed: 2))) {
      try SparseBigramRNN(model).perplexity(on: [0])
    }
  }

  @Test func theSmallestNetworkIsNotSparse() async {
    await #expect(processExitsWith: .failure) {
      let model = try BigramModel(BigramCounts([0, 1, 0], vocabularySize: 2), vocabulary: .numbered(2))
      _ = SparseBigramRNN(model, .smallest)
    }
  }
}
