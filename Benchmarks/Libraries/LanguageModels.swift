import Foundation
import LanguageModels
import Measuring
import NeuralNetworks

/// Training, evaluation and sampling of recurrent language models. The peers' side is `peers/torch_lm.py` and
/// `peers/jax_lm.py`, with the same numbers in `peers/language_model.py`.
extension Topic {
  static var languageModels: [Topic] {
    [1, 2].map { threads in
      Topic(
        name: threads == 1 ? "lm" : "lm, \(threads) threads", cases: languageModelCases(threads), rounds: 3,
        threads: threads)
    } + [Topic(name: "lm, memory", cases: memoryCases(), rounds: 3, comparesMemory: true)]
  }
}

private let (wordSteps, wordStreams, characterSteps, characterStreams, characters) = (35, 20, 50, 50, 65)
private let drawn = 200

/// How many times as fast as PyTorch each word-level model has to be.
private let words: [(vocabulary: Int, hidden: Int, training: Double, evaluation: Double)] = [
  (10_000, 200, 1.4, 1.25), (10_000, 650, 1.4, 1.25), (33_278, 200, 1.7, 2), (33_278, 650, 1.7, 1.6),
]

private func languageModelCases(_ threads: Int) -> [Case] {
  let suffix = threads > 1 ? ", \(threads) threads" : ""
  func goals(_ torch: Double) -> [Goal] { [.faster(than: "torch", times: torch), .faster(than: "jax", times: 1)] }
  var cases: [Case] = []
  for (vocabulary, hidden, training, evaluation) in words {
    let end = "by words, V = \(grouped(vocabulary)), H = \(hidden)\(suffix)"
    cases.append(
      Case(name: "training \(end)", unit: "token", units: wordSteps * wordStreams, goals: goals(training)) {
        trainingWork(wordModel(vocabulary, hidden), wordSteps, wordStreams, rate: 1e-3, limit: 0.25)
      })
    cases.append(
      Case(name: "evaluation \(end)", unit: "token", units: wordSteps * wordStreams, goals: goals(evaluation)) {
        evaluationWork(wordModel(vocabulary, hidden), wordSteps, wordStreams)
      })
  }
  for (hidden, training, sampling, byHand) in [(128, 2.0, 40.0, 5.0), (512, 1.45, 8, 2.2)] {
    let end = "by characters, H = \(hidden)\(suffix)"
    let units = characterSteps * characterStreams
    cases.append(
      Case(name: "training \(end)", unit: "character", units: units, goals: goals(training)) {
        trainingWork(characterModel(hidden), characterSteps, characterStreams, rate: 1e-9, limit: 5)
      })
    cases.append(
      Case(name: "evaluation \(end)", unit: "character", units: units, goals: goals(1)) {
        evaluationWork(characterModel(hidden), characterSteps, characterStreams)
      })
    cases.append(
      Case(
        name: "sampling \(end)", unit: "character", units: drawn, goals: [.faster(than: "torch", times: sampling)]
      ) { samplingWork(characterModel(hidden), greedy: false) })
    cases.append(
      Case(
        name: "sampling beside a loop by hand, \(end)", unit: "character", units: drawn,
        goals: [.faster(than: "torch", times: byHand)]
      ) { samplingWork(characterModel(hidden), greedy: true) })
  }
  return cases
}

/// At most parameters + one dense gradient of the output + 80 MB; plain descent remembers nothing.
private func memoryCases() -> [Case] {
  words.map { vocabulary, hidden, _, _ in
    let parameters = 2 * vocabulary * hidden + vocabulary + 2 * hidden * hidden + 2 * hidden
    let limit = Double(4 * (parameters + vocabulary * hidden)) / 1e6 + 80
    return Case(
      name: "memory of training by words, V = \(grouped(vocabulary)), H = \(hidden)", unit: "token",
      units: wordSteps * wordStreams, goals: [.megabytes(atMost: limit)]
    ) { trainingWork(wordModel(vocabulary, hidden), wordSteps, wordStreams, rate: 1e-3, limit: 0.25) }
  }
}

/// A model that closures share.
private final class Shared {
  var model: FusedLanguageModel

  init(_ model: consuming FusedLanguageModel) { self.model = model }
}

private func wordModel(_ vocabulary: Int, _ hidden: Int) -> Shared {
  let shared = Shared(
    FusedLanguageModel(
      NetworkConfiguration(
        kind: .elman(.tanh), vocabularySize: vocabulary, embeddingSize: hidden, hiddenSize: hidden),
      optimizer: OptimizerConfiguration(rule: .sgd(momentum: 0, nesterov: false)), seed: 1))
  setWaves(&shared.model, outputScale: 0.1)
  return shared
}

private func characterModel(_ hidden: Int) -> Shared {
  let shared = Shared(
    FusedLanguageModel(
      NetworkConfiguration(kind: .elman(.tanh), vocabularySize: characters, embeddingSize: nil, hiddenSize: hidden),
      optimizer: OptimizerConfiguration(rule: .adam(beta1: 0.9, beta2: 0.999, epsilon: 1e-8)), seed: 1))
  setWaves(&shared.model, outputScale: 1 / Double(hidden).squareRoot())
  return shared
}

/// Numbers between −scale and scale that are easily made anywhere; biases are zero.
private func setWaves(_ model: inout FusedLanguageModel, outputScale: Double) {
  let scale = 1 / Double(model.configuration.hiddenSize).squareRoot()
  let waves = [
    "embedding.weight": (0.1, 1.0), "recurrent.weight_ih_l0": (scale, 2), "recurrent.weight_hh_l0": (scale, 3),
    "output.weight": (outputScale, 4),
  ]
  let floats = model.configuration.parameterShapes.map { name, shape in
    let (scale, phase) = waves[name] ?? (0, 0)
    return TrainingSnapshot.Floats(
      name: name, shape: shape,
      values: (0..<shape.reduce(1, *)).map { Float(scale * sin(phase + 0.37 * Double($0))) })
  }
  do {
    try model.restore(TrainingSnapshot(floats: floats, words: []))
  } catch {
    preconditionFailure("\(error)")
  }
}

private func tokens(_ count: Int, _ vocabulary: Int) -> (inputs: [Int32], targets: [Int32]) {
  (
    (0..<count).map { Int32((7919 * $0 + 13) % vocabulary) },
    (0..<count).map { Int32((104_729 * $0 + 17) % vocabulary) }
  )
}

private func trainingWork(_ shared: Shared, _ steps: Int, _ streams: Int, rate: Double, limit: Double) -> Work {
  let (inputs, targets) = tokens(steps * streams, shared.model.configuration.vocabularySize)
  var loss = 0.0
  return Work(
    run: {
      do {
        loss = try shared.model.train(
          TrainingWindow(inputs: inputs, targets: targets, streams: streams, isFirst: true),
          checkpointing: .none, learningRate: rate,
          maximumGradientNorm: limit
        ).loss
      } catch {
        preconditionFailure("\(error)")
      }
    }, result: { loss })
}

private func evaluationWork(_ shared: Shared, _ steps: Int, _ streams: Int) -> Work {
  let (inputs, targets) = tokens(steps * streams, shared.model.configuration.vocabularySize)
  var loss = 0.0
  return Work(
    run: {
      loss =
        shared.model.evaluate(inputs: inputs, targets: targets, streams: streams, isFirst: true)
        / Double(targets.count)
    }, result: { loss })
}

/// Draws characters at temperature 0.8, or takes the likeliest each time.
private func samplingWork(_ shared: Shared, greedy: Bool) -> Work {
  let scores = UnsafeMutableBufferPointer<Float>.allocate(capacity: characters)
  var random = SystemRandomNumberGenerator()
  func sampler() -> CategoricalSampler {
    do {
      return try CategoricalSampler(temperature: greedy ? 0 : 0.8)
    } catch {
      preconditionFailure("\(error)")
    }
  }
  let draw = sampler()
  return Work(
    run: {
      shared.model.beginReading()
      var token = 1
      for _ in 0..<drawn {
        shared.model.read(Int32(token), scores: scores)
        token = draw.draw(scores: UnsafeBufferPointer(scores), using: &random) ?? 0
      }
    },
    result: {
      shared.model.beginReading()
      var sum = 0.0
      for token in 0..<drawn {
        shared.model.read(Int32(token % characters), scores: scores)
        sum += scores.reduce(0) { $0 + Double(abs($1)) }
      }
      return sum
    })
}
