/// Each recurrent layer's state between two windows of parallel streams: h, and LSTM's c.
///
/// B streams, H hidden.
struct CarriedStates: ~Copyable {
  /// B; 0 where no window has been read.
  let streams: Int
  let hiddenSize: Int
  let layers: Int
  let hasCells: Bool
  private let memory: FloatMemory

  /// Room for the states of so many streams; none for `streams` 0.
  init(_ configuration: NetworkConfiguration, streams: Int) {
    self.streams = streams
    hiddenSize = configuration.hiddenSize
    layers = configuration.layers
    hasCells = configuration.kind == .lstm
    memory = FloatMemory(count: Self.count(configuration, streams: streams))
  }

  /// The numbers of all layers' states.
  static func count(_ configuration: NetworkConfiguration, streams: Int) -> Int {
    streams * configuration.hiddenSize * configuration.layers * (configuration.kind == .lstm ? 2 : 1)
  }

  /// All layers' states.
  var all: UnsafeMutableBufferPointer<Float> {
    UnsafeMutableBufferPointer(start: memory.start, count: size * layers * (hasCells ? 2 : 1))
  }

  func clear() { all.update(repeating: 0) }

  /// (B, H)
  var size: Int { streams * hiddenSize }

  func hidden(_ layer: Int) -> UnsafeMutablePointer<Float> { memory.start + layer * size }

  /// nil where the layers have no cells.
  func cell(_ layer: Int) -> UnsafeMutablePointer<Float>? {
    hasCells ? memory.start + (layers + layer) * size : nil
  }
}
