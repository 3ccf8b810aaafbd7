import CLoops

/// What the pass over one window works in, laid out once for its shape and used again for every window that fits.
///
/// T steps, B streams, E numbers a word, H hidden, V word types, G gates.
struct WindowMemory: ~Copyable {
  /// One recurrent layer's.
  struct Layer: Sendable {
    /// (T, B, H): h.
    let outputs: Range<Int>
    /// What back-propagation needs beside h.
    let kept: Range<Int>
    /// (T, B, H): h with some of its numbers left out; empty without dropout.
    let dropped: Range<Int>
  }

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
  /// Gradients of table rows that were met, one for each.
  let rows: Range<Int>
  let scratch: Range<Int>
  let floats: FloatMemory
  /// (T B): each prediction's loss.
  let losses: UnsafeMutableBufferPointer<Double>

  init(_ configuration: NetworkConfiguration, steps: Int, streams: Int, kept: Int, scratch scratchSize: Int) {
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
    rows = plan.part(min(count, configuration.vocabularySize) * (configuration.embeddingSize ?? gates))
    scratch = plan.part(scratchSize)
    floats = FloatMemory(count: plan.count)
    losses = .allocate(capacity: count)
    losses.initialize(repeating: 0)
  }

  deinit { losses.deallocate() }

  subscript(part: Range<Int>) -> UnsafeMutablePointer<Float> { floats.start + part.lowerBound }
}
