import Testing

@testable import LanguageModels

@Suite struct SparseBigramRNNTests {
  @Test(arguments: [0, 0.01])
  func givesTheBigramsRowsAndPerplexity(k: Double) throws {
    var generator = TestGenerator(11)
    let words = (0..<5_000).map { _ in
      "w\(Int.random(in: 0..<40, using: &generator) * Int.random(in: 0..<40, using: &generator))"
    }
    let text = words.joined(separator: " ")
    let vocabulary = try Vocabulary(counting: text, tokenization: .words)
    let sequence = try vocabulary.encode(text)
    let model = try BigramModel(
      BigramCounts(sequence, vocabularySize: vocabulary.count), vocabulary: vocabulary, addK: k)
    let network = SparseBigramRNN(model)
    for word in 0..<vocabulary.count {
      let row = model.distribution(after: word)
      let output = (0..<vocabulary.count).map { network.output($0, hidden: network.hidden(word)) }
      #expect(output == row)
    }
    let (one, other) = (try model.perplexity(on: sequence), try network.perplexity(on: sequence))
    #expect(abs(one.value - other.value) <= 4e-16 * one.value)
    #expect(one.predictedTokens == other.predictedTokens)
    #expect(network.storedElements < vocabulary.count * vocabulary.count)
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
}
