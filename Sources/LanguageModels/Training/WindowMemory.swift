/// Where the parts of a window's memory lie, in numbers from its start.
///
/// T steps of a piece of the window, B streams, E numbers a word, H hidden, V word types, G gates.
struct WindowParts: Sendable, Equatable {
  /// One recurrent layer's.
  struct Layer: Sendable, Equatable {
    /// (T, B, H): h.
    let outputs: Range<Int>
    /// What back-propagation needs beside h.
    let kept: Range<Int>
    /// (T, B, H): h with some of its numbers left out; empty without dropout.
    let dropped: Range<Int>
  }

  /// T
  let steps: Int
  let streams: Int
  /// (T, B, E): the words' rows; empty where words are one-hot.
  let inputs: Range<Int>
  let layers: [Layer]
  /// Cotangents on their way down: (T, B, max(E, H)) each.
  let upper: Range<Int>
  let lower: Range<Int>
  /// (T, B, G H): the cotangent of a one-hot input's part of the gates; empty where words have an embedding.
  let projection: Range<Int>
  /// Gradients of table rows that were met in the window, one for each.
  let rows: Range<Int>
  let scratch: Range<Int>
  /// All of them together.
  let count: Int

  /// - Parameters:
  ///   - steps: the most that any piece has.
  ///   - tokens: those of the whole window.
  ///   - kept: what the kernels keep of a layer.
  ///   - scratch: what they work in.
  init(
    _ configuration: NetworkConfiguration, steps: Int, streams: Int, tokens: Int, kept: Int, scratch scratchSize: Int
  ) {
    self.steps = steps
    self.streams = streams
    let count = steps * streams
    let width = configuration.embeddingSize ?? 0
    let hidden = configuration.hiddenSize
    var plan = MemoryPlan()
    inputs = plan.part(count * width)
    layers = (0..<configuration.layers).map { _ in
      Layer(
        outputs: plan.part(count * hidden), kept: plan.part(kept),
        dropped: plan.part(configuration.dropout > 0 ? count * hidden : 0))
    }
    upper = plan.part(count * max(width, hidden))
    lower = plan.part(count * max(width, hidden))
    let gates = configuration.gates * hidden
    projection = plan.part(configuration.embeddingSize == nil ? count * gates : 0)
    rows = plan.part(
      configuration.tied ? 0 : min(tokens, configuration.vocabularySize) * (configuration.embeddingSize ?? gates))
    scratch = plan.part(scratchSize)
    self.count = plan.count
  }

  /// What the memory takes, the losses included.
  var bytes: Int { count * MemoryLayout<Float>.stride + steps * streams * MemoryLayout<Double>.stride }
}

/// What the pass over one window works in, laid out once for its shape and used again for every window that has it.
struct WindowMemory: ~Copyable {
  let parts: WindowParts
  private let floats: FloatMemory
  /// (T B): each prediction's loss.
  let losses: UnsafeMutableBufferPointer<Double>

  init(_ parts: WindowParts) {
    self.parts = parts
    floats = FloatMemory(count: parts.count)
    losses = .allocate(capacity: parts.steps * parts.streams)
    losses.initialize(repeating: 0)
  }

  deinit { losses.deallocate() }

  subscript(part: Range<Int>) -> UnsafeMutablePointer<Float> { floats.start + part.lowerBound }
}
