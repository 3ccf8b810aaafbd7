import Autograd
import CLoops
package import NeuralNetworks

/// A recurrent language model that trains at the machine's limit: one pass over memory that is laid out once, without a
/// tape and without ever holding the scores of all tokens.
///
/// Forward: the words' rows, the recurrent layers, and for blocks of tokens the scores, their softmax and the loss.
/// Backward: of each block while its scores are there; then through the layers; then the rows of the words that occur.
/// It computes what `RecurrentLanguageModel` with `crossEntropy` does, in single precision.
///
/// T steps, B streams, E numbers a word, H hidden, V word types, G gates.
package struct FusedLanguageModel: ~Copyable, TrainableLanguageModel {
  package let configuration: NetworkConfiguration
  let optimizer: OptimizerConfiguration
  var seed: UInt64
  /// Updates taken.
  var updates: UInt64 = 0
  var parameters: LearntParameters
  var gradients: ParameterGradients
  /// The states that the window before left, for training and for evaluation.
  var carried: CarriedStates
  private var evaluated: CarriedStates
  /// Whether the output's weight, as it is now, lies packed where its gradient does in training.
  private(set) var outputIsPacked = false
  var reader: TokenReader?
  var memory: WindowMemory?
  private var plan: WindowPlan?
  private var states: WindowStates?
  let kernels = unroll_kernels_for_f32(unroll_this_processor()).pointee

  package init(_ configuration: NetworkConfiguration, optimizer: OptimizerConfiguration, seed: UInt64) {
    self.configuration = configuration
    self.optimizer = optimizer
    self.seed = seed
    parameters = LearntParameters(configuration, optimizer.rule)
    gradients = ParameterGradients(
      of: parameters, tied: configuration.tied,
      outputSize: kernels.packed_classes_size(configuration.hiddenSize, configuration.vocabularySize))
    carried = CarriedStates(configuration, streams: 0)
    evaluated = CarriedStates(configuration, streams: 0)
    initialise()
  }

  /// U(−1/√n, 1/√n): n = E for the embedding, H for all else, as torch has its recurrent and linear layers. In place: a
  /// large vocabulary's weights should not exist twice.
  private func initialise() {
    var random = SeededGenerator(seed: seed)
    for parameter in parameters.all {
      let size = parameter.name == "embedding.weight" ? parameter.shape[1] : configuration.hiddenSize
      let bound = 1 / Double(max(size, 1)).squareRoot()
      parameters.fill(parameter) { Float(bound * (Double(random.next() >> 11) * 0x1p-52 - 1)) }
    }
  }

  package mutating func train(
    _ window: TrainingWindow, checkpointing: ActivationCheckpointing, learningRate: Double, maximumGradientNorm: Double?
  ) throws(TrainingError) -> (loss: Double, gradientNorm: Double) {
    check(window)
    forgetPackedOutput()
    let streams = window.streams
    let shape = WindowPlan.Shape(steps: window.steps, streams: streams, checkpointing: checkpointing)
    let plan =
      plan.flatMap { $0.shape == shape ? $0 : nil } ?? plan(steps: window.steps, streams: streams, checkpointing)
    self.plan = plan
    let memory = takeMemory(plan.parts)
    reader = nil
    if carried.streams != streams { carried = CarriedStates(configuration, streams: streams) }
    var states = takeStates(streams: streams, places: plan.schedule.places)
    let loss = differentiate(window, plan, in: memory, &states) / Double(window.targets.count)
    guard loss.isFinite else {
      self.memory = consume memory
      throw .loss(step: Int(updates) + 1, value: loss)
    }
    let norm = gradients.norm(kernels, memory, rowWidth: configuration.tied ? 0 : rowWidth)
    guard norm.isFinite else {
      let culprit = gradients.firstNotFinite(of: parameters, kernels)
      self.memory = consume memory
      throw .gradient(step: Int(updates) + 1, parameter: culprit)
    }
    if window.carriedSteps > 0 { swap(&carried, &states.next) }
    updates += 1
    let factor = maximumGradientNorm.map { min(1, $0 / (norm + 1e-6)) } ?? 1
    update(rate: learningRate, scale: factor, memory)
    self.memory = consume memory
    self.states = consume states
    return (loss, norm)
  }

  package mutating func evaluate(inputs: [Int32], targets: [Int32], streams: Int, isFirst: Bool) -> Double {
    let window = TrainingWindow(inputs: inputs, targets: targets, streams: streams, isFirst: isFirst)
    check(window)
    let memory = takeMemory(parts(steps: window.steps, of: window.steps, streams: streams))
    if evaluated.streams != streams { evaluated = CarriedStates(configuration, streams: streams) }
    let piece = WindowPiece(
      steps: 0..<window.steps, inputs: inputs[...], startsAtZero: isFirst, isLast: true, dropping: false)
    forward(piece, in: memory, states: evaluated)
    packOutput()
    let loss = classify(targets[...], of: piece, in: memory, learning: nil, adding: false)
    keepStates(after: window.steps, of: piece, in: memory, to: evaluated)
    self.memory = consume memory
    return loss
  }

  /// Lays the output's weight out as evaluation reads it, unless it is there since the last update.
  private mutating func packOutput() {
    guard !outputIsPacked, let place = gradients[parameters.outputWeight] else { return }
    kernels.pack_classes(
      parameters.value(parameters.outputWeight), configuration.hiddenSize, configuration.vocabularySize, place)
    outputIsPacked = true
  }

  /// To be called before the weights change or gradients are formed.
  mutating func forgetPackedOutput() {
    guard outputIsPacked else { return }
    gradients.clearRoom()
    outputIsPacked = false
  }

  private mutating func takeStates(streams: Int, places: Int) -> WindowStates {
    if let states = states.take(), states.streams == streams, states.places == places { return states }
    return WindowStates(configuration, streams: streams, places: places)
  }
}
