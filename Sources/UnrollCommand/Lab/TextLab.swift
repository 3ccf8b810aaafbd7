import Foundation
import Unroll

/// From the toy to the real thing: a text counted, compiled into a network, and learnt by one.
struct TextLab {
  let path: String
  let characters: Int
  let hidden: Int
  let seed: UInt64
  private let byCharacters: Corpus
  private let byWords: Corpus

  /// Reads the text; throws what is wrong with it.
  init(path: String, characters: Int, hidden: Int, seed: UInt64) throws {
    (self.path, self.characters, self.hidden, self.seed) = (path, characters, hidden, seed)
    let text = try TextFile.read(path)
    byCharacters = try Corpus(text, tokenization: .characters)
    byWords = try Corpus(text, tokenization: .words, minimumCount: 2)
  }

  func run() throws {
    heading("4  From the toy to the real thing: \(path)")
    print(
      "The last tenth of the text is held out, and perplexities are on it: e to the mean negative log-probability of")
    print("its tokens but the first, words that the first nine tenths lack counted as one type, no end of sequence.")
    try countCharacters()
    try countWords()
    try learn()
  }

  private func countCharacters() throws {
    let counts = try BigramCounts(byCharacters.training, vocabularySize: byCharacters.vocabulary.count)
    print("\nCharacters: \(byCharacters.vocabulary.count) types, \(byCharacters.training.count) tokens to learn from.")
    do {
      let plain = try BigramModel(counts, vocabulary: byCharacters.vocabulary)
      print("Bigram, maximum likelihood:      \(line(try plain.perplexity(on: byCharacters.heldOut)))")
    } catch let error as PerplexityError {
      print("Bigram, maximum likelihood:      \(error)")
    }
    let model = try BigramModel(counts, vocabulary: byCharacters.vocabulary, addK: 0.01)
    print("Bigram, add 0.01:                \(line(try model.perplexity(on: byCharacters.heldOut)))")
    let network = try BigramRNN(model, .identityInput)
    print(
      "The same as an RNN, \(network.hiddenSize) hidden units: \(line(try network.perplexity(on: byCharacters.heldOut)))"
    )
    print("Measured: \(network.certificate)")
  }

  private func countWords() throws {
    let counts = try BigramCounts(byWords.training, vocabularySize: byWords.vocabulary.count)
    print(
      """

      Words: \(byWords.vocabulary.count) types (those that occur once are unknown), \(byWords.training.count) tokens, \
      \(counts.distinctPairs) different pairs.
      """)
    let model = try BigramModel(counts, vocabulary: byWords.vocabulary, addK: 0.01)
    print("Bigram, add 0.01:                \(line(try model.perplexity(on: byWords.heldOut)))")
    let network = SparseBigramRNN(model)
    print(
      "The same as an RNN, its weight a look-up of \(network.storedElements) numbers instead of \(network.hiddenSize)²:"
    )
    print("                                 \(line(try network.perplexity(on: byWords.heldOut)))")
  }

  private func learn() throws {
    var generator = SeededGenerator(seed: seed)
    let vocabulary = byCharacters.vocabulary
    let tokens = Array(byCharacters.training.prefix(characters))
    var model = RecurrentLanguageModel.elman(vocabulary, embeddingSize: 32, hiddenSize: hidden, using: &generator)
    var optimizer = Adam(learningRate: 3e-3)
    print("\nAn Elman network with \(hidden) hidden units learns \(tokens.count) characters by truncated BPTT:")
    let streams = min(32, max(1, tokens.count / 64))
    try model.train(on: tokens, with: &optimizer, streams: streams, window: 35) { progress, optimizer in
      optimizer.learningRate = 3e-3 * max(0.05, 1 - Double(progress.step) / Double(progress.steps))
      if progress.step % 25 == 0 || progress.step == progress.steps { report(progress) }
      return .proceed
    }
    print(
      "\nElman network:                   \(line(try model.perplexity(on: Array(byCharacters.heldOut.prefix(200_000)))))"
    )
    let prompt = Array(byCharacters.heldOut.prefix(20))
    let words = try model.sample(300, after: prompt, temperature: 0.7, using: &generator)
    print("\nA sample at temperature 0.7:\n\n\(vocabulary.decode(prompt + words))\n")
  }

  private func line(_ perplexity: Perplexity) -> String {
    "perplexity \(fixed(perplexity.value, 4)), \(fixed(perplexity.crossEntropy, 4)) nats, "
      + "\(fixed(perplexity.bitsPerToken, 4)) bits a token, \(perplexity.predictedTokens) tokens"
  }

  /// The progress line, written over itself in a terminal.
  private func report(_ progress: LanguageModelProgress) {
    let isTerminal = isatty(STDOUT_FILENO) != 0
    let isLast = progress.step == progress.steps
    if isTerminal {
      print("\r\u{1B}[K\(progress)", terminator: isLast ? "\n" : "")
    } else if isLast || progress.step % 250 == 0 {
      print(progress)
    }
    fflush(nil)
  }
}
