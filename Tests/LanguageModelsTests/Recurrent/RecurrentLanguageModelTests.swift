import Autograd
import Foundation
import NeuralNetworks
import Testing

@testable import LanguageModels

@Suite struct RecurrentLanguageModelTests {
  private let vocabulary: Vocabulary
  private let tokens: [Int]

  init() throws {
    vocabulary = try Vocabulary(["a", "b", "c"])
    // After "a" comes "b" or "c" in turn: only a network with memory can know which.
    tokens = (0..<601).map { [0, 1, 0, 2][$0 % 4] }
  }

  private func elman(seed: UInt64 = 1, dtype: DType = .float32) -> RecurrentLanguageModel<ElmanCell> {
    var random = SeededGenerator(seed: seed)
    return .elman(vocabulary, hiddenSize: 8, dtype: dtype, using: &random)
  }

  @Test func learnsWhatABigramCannot() throws {
    var model = elman()
    var optimizer = Adam(learningRate: 0.02)
    let before = try model.perplexity(on: tokens)
    try model.train(on: tokens, with: &optimizer, streams: 4, window: 10, epochs: 8)
    let after = try model.perplexity(on: tokens)
    let bigram = try BigramModel(BigramCounts(tokens, vocabularySize: 3), vocabulary: vocabulary)
    #expect(try abs(bigram.perplexity(on: tokens).value - 2.0.squareRoot()) < 1e-9)
    #expect(after.value < 1.1)
    #expect(before.value > 2)
    #expect(after.predictedTokens == 600)
  }

  @Test func everyKindOfCellAndOfInputLearns() throws {
    func perplexity(_ model: RecurrentLanguageModel<some RecurrentCell>) throws -> Double {
      var model = model
      var optimizer = Adam(learningRate: 0.015)
      try model.train(on: tokens, with: &optimizer, streams: 4, window: 10, epochs: 20)
      return try model.perplexity(on: tokens).value
    }
    var (one, two, three) = (SeededGenerator(seed: 1), SeededGenerator(seed: 1), SeededGenerator(seed: 1))
    let lstm = try perplexity(.lstm(vocabulary, hiddenSize: 8, using: &one))
    let gru = try perplexity(.gru(vocabulary, embeddingSize: 4, hiddenSize: 8, using: &two))
    let layers = try perplexity(.elman(vocabulary, embeddingSize: 4, hiddenSize: 16, layers: 2, using: &three))
    #expect([lstm, gru, layers].allSatisfy { $0 < 1.2 }, "\([lstm, gru, layers])")
  }

  @Test func theSameSeedTrainsTheSameModel() throws {
    func parameters() throws -> [[Double]] {
      var model = elman(seed: 7)
      var optimizer = Adam(learningRate: 0.01)
      try model.train(on: tokens, with: &optimizer, streams: 4, window: 10)
      return model.parameters.map(\.tensor.scalars)
    }
    #expect(try parameters() == parameters())
  }

  @Test func perplexityIsThatOfTheSoftmaxStepByStep() throws {
    let model = elman(seed: 3, dtype: .float64)
    let sequence = Array(tokens.prefix(20))
    let logits = model(sequence.dropLast().map { [$0] }).logits.scalars
    var sum = 0.0
    for step in 0..<19 {
      let scores = Array(logits[(3 * step)..<(3 * step + 3)])
      sum += scores[sequence[step + 1]] - log(scores.reduce(0) { $0 + exp($1) })
    }
    #expect(abs(try model.perplexity(on: sequence).logProbability - sum) < 1e-12)
  }

  @Test func perplexityDoesNotDependOnWhereTheWindowsOfReadingEnd() throws {
    let model = elman(seed: 4, dtype: .float64)
    let long = Array(tokens.prefix(600))
    let whole = model(long.dropLast().map { [$0] }).logits.logSoftmax(axis: -1).scalars
    let sum = (0..<599).reduce(0.0) { $0 + whole[3 * $1 + long[$1 + 1]] }
    #expect(abs(try model.perplexity(on: long).logProbability - sum) < 1e-9)
  }

  @Test func progressTellsHowFarItIs() throws {
    var model = elman()
    var optimizer = SGD(learningRate: 0.1)
    var seen: [LanguageModelProgress] = []
    let last = try model.train(on: tokens, with: &optimizer, streams: 4, window: 10, epochs: 2) { progress, optimizer in
      seen.append(progress)
      optimizer.learningRate *= 0.99
      return .proceed
    }
    #expect(seen.map(\.step) == Array(1...30))
    #expect(seen.allSatisfy { $0.steps == 30 && $0.loss.isFinite && $0.gradientNorm > 0 })
    #expect(seen[0].smoothedLoss == seen[0].loss || abs(seen[0].smoothedLoss - seen[0].loss) < 1e-12)
    #expect(last?.tokens == 1_200)
    #expect(last?.remaining == .zero)
    #expect(abs(optimizer.learningRate - 0.1 * pow(0.99, 30)) < 1e-12)
    #expect(seen[0].description.hasPrefix("step 1/30  loss 1."))
    #expect(seen[0].description.hasSuffix(" left"))
  }

  @Test func theCallbackCanStop() throws {
    var model = elman()
    var optimizer = Adam()
    let last = try model.train(on: tokens, with: &optimizer, streams: 4, window: 10) { progress, _ in
      progress.step == 3 ? .stop : .proceed
    }
    #expect(last?.step == 3)
  }

  @Test func aLossThatIsNoNumberStopsWithTheStep() throws {
    var random = SeededGenerator(seed: 5)
    var model = RecurrentLanguageModel.elman(vocabulary, hiddenSize: 8, activation: .identity, using: &random)
    var optimizer = SGD(learningRate: 1e30)
    #expect {
      try model.train(on: tokens, with: &optimizer, streams: 4, window: 10, maximumGradientNorm: nil)
    } throws: { error in
      switch error as? TrainingError {
      case .loss(let step, _), .gradient(let step, _): step > 1
      case nil: false
      }
    }
  }

  @Test func samplesFromWhatItLearnt() throws {
    var model = elman()
    var optimizer = Adam(learningRate: 0.02)
    try model.train(on: tokens, with: &optimizer, streams: 4, window: 10, epochs: 8)
    var random = SeededGenerator(seed: 1)
    #expect(try model.sample(8, after: [0, 1, 0], temperature: 0, using: &random) == [2, 0, 1, 0, 2, 0, 1, 0])
    var (one, same) = (SeededGenerator(seed: 9), SeededGenerator(seed: 9))
    #expect(
      try model.sample(50, after: [0], temperature: 2, using: &one)
        == model.sample(50, after: [0], temperature: 2, using: &same))
    #expect(try model.sample(0, after: [0], using: &random) == [])
  }

  @Test func badInputIsAnError() throws {
    var model = elman()
    var optimizer = Adam()
    #expect(throws: TextError.tooFewTokens(count: 4, needed: 5, part: .training)) {
      try model.train(on: [0, 1, 2, 0], with: &optimizer, streams: 4)
    }
    #expect(throws: SequenceError.outsideVocabulary(id: 3, position: 2, vocabularySize: 3)) {
      try model.train(on: [0, 1, 3, 0], with: &optimizer, streams: 1)
    }
    #expect(throws: PerplexityError.sequence(.tooShort(count: 1, needed: 2))) { try model.perplexity(on: [0]) }
    #expect(throws: PerplexityError.sequence(.outsideVocabulary(id: -1, position: 1, vocabularySize: 3))) {
      try model.perplexity(on: [0, -1])
    }
    var random = SeededGenerator(seed: 1)
    #expect(throws: SamplingError.temperature(-1)) {
      try model.sample(1, after: [0], temperature: -1, using: &random)
    }
    #expect(throws: SamplingError.sequence(.tooShort(count: 0, needed: 1))) {
      try model.sample(1, after: [], using: &random)
    }
    #expect(throws: SamplingError.sequence(.outsideVocabulary(id: 9, position: 1, vocabularySize: 3))) {
      try model.sample(1, after: [0, 9], using: &random)
    }
  }

  @Test func brokenWeightsAreAnErrorAndNotANumber() throws {
    var model = elman()
    model.output.weight = Tensor([Double](repeating: .nan, count: 24), shape: [3, 8])
    #expect(throws: PerplexityError.self) { try model.perplexity(on: tokens) }
    var random = SeededGenerator(seed: 1)
    #expect(throws: SamplingError.notFinite(step: 0)) { try model.sample(1, after: [0], using: &random) }
  }

  @Test func partsThatDoNotFitTrap() async {
    await #expect(processExitsWith: .failure) {
      var random = SeededGenerator(seed: 1)
      let vocabulary = try Vocabulary(["a", "b"])
      _ = RecurrentLanguageModel(
        vocabulary: vocabulary, embedding: Embedding(count: 3, size: 4, using: &random),
        recurrent: RNN(inputSize: 4, hiddenSize: 4, using: &random),
        output: Linear(inputSize: 4, outputSize: 2, using: &random))
    }
  }
}
