import Autograd
import NeuralNetworks
import Testing

@testable import LanguageModels

@Suite struct TrainableLanguageModelReadingTests {
  /// A corpus, and a model of its size, random and the same for both kinds.
  private func example(
    _ folder: String, _ tokenization: Tokenization, words: Int = 700
  ) throws -> (MappedCorpus, AutogradLanguageModel) {
    let path = try write(trainingText(words), to: "\(folder)/text")
    let corpus = try MappedCorpus(path, .init(tokenization: tokenization, heldOutFraction: 0.4), folder: folder)
    return (
      corpus,
      AutogradLanguageModel(
        .init(kind: .gru, vocabularySize: corpus.vocabulary.count, embeddingSize: 4, hiddenSize: 6),
        optimizer: OptimizerConfiguration.examples[0], seed: 2)
    )
  }

  @Test(arguments: Tokenization.allCases)
  func thePerplexityIsThatOfTheContract(tokenization: Tokenization) throws {
    try withTemporaryFolder { folder in
      var (corpus, model) = try example(folder, tokenization)
      var random = SeededGenerator(seed: 2)
      let reference = RecurrentLanguageModel.gru(
        corpus.vocabulary, embeddingSize: 4, hiddenSize: 6, using: &random)
      let text = trainingText(900, seed: 3) + " unheard zebra"
      let ids = try corpus.vocabulary.encode(text)
      let expected = try reference.perplexity(on: ids)
      let path = try write(text, to: "\(folder)/other")
      let found = try model.perplexity(on: try MappedText(path), corpus.vocabulary)
      #expect(found.predictedTokens == expected.predictedTokens)
      #expect(found.unknownTokens == expected.unknownTokens)
      #expect(found.unknownTokens > 0)
      #expect(abs(found.crossEntropy - expected.crossEntropy) < 1e-6)

      let heldOut = try corpus.heldOut.map { Int(try corpus.tokens.id(at: $0)) }
      let part = try model.perplexity(on: corpus.tokens, corpus.heldOut, corpus.vocabulary)
      #expect(abs(part.crossEntropy - (try reference.perplexity(on: heldOut)).crossEntropy) < 1e-6)
      let inStreams = try model.crossEntropy(on: TokenWindows(corpus.tokens, corpus.heldOut, streams: 1, window: 35))
      #expect(abs(part.crossEntropy - inStreams) < 1e-6)
    }
  }

  @Test(arguments: Tokenization.allCases)
  func whatIsEmittedIsTheTextOfTheSample(tokenization: Tokenization) throws {
    try withTemporaryFolder { folder in
      var (corpus, model) = try example(folder, tokenization)
      let prompt = try corpus.vocabulary.encode("the cat")
      for seed in UInt64(0)..<20 {
        var generator = SeededGenerator(seed: seed)
        var text = "the cat"
        try model.generate(
          30, after: prompt, corpus.vocabulary, try CategoricalSampler(temperature: 0.5), using: &generator
        ) {
          text += $0
          return true
        }
        #expect(!text.contains("<unk>"))
        // The text is one that spells the prompt and thirty more tokens, whatever stands between them.
        let ids = try corpus.vocabulary.encode(text)
        #expect(ids.starts(with: prompt))
        #expect(tokenization == .words || ids.count == prompt.count + 30)
        #expect(corpus.vocabulary.decode(ids) == text)
      }
    }
  }

  @Test func aSampleEndsWhereNobodyReads() throws {
    try withTemporaryFolder { folder in
      var (corpus, model) = try example(folder, .characters)
      var generator = SeededGenerator(seed: 1)
      var pieces: [String] = []
      try model.generate(
        100, after: corpus.vocabulary.neutralPrompt, corpus.vocabulary, try CategoricalSampler(temperature: 1),
        using: &generator
      ) {
        pieces.append($0)
        return pieces.count < 5
      }
      #expect(pieces.count == 5)
      #expect(throws: SamplingError.sequence(.tooShort(count: 0, needed: 1))) {
        try model.generate(
          1, after: [], corpus.vocabulary, try CategoricalSampler(temperature: 1), using: &generator
        ) { _ in true }
      }
    }
  }
}
