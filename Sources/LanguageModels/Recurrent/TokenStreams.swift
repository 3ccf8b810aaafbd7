/// The windows of a sequence of tokens that is in memory, cut as `WindowLayout` says.
struct TokenStreams: Sequence {
  /// What is read at once.
  struct Window: Sendable, Equatable {
    /// Whether the streams begin here, so that the state before is zero.
    let isFirst: Bool
    /// `inputs[t][b]`: the token that stream b reads at step t of the window.
    let inputs: [[Int]]
    /// The token after each of these, step by step: T × B numbers.
    let targets: [Int]
  }

  let tokens: [Int]
  let layout: WindowLayout

  init(tokens: [Int], streams: Int, window: Int) {
    self.tokens = tokens
    layout = WindowLayout(tokens: tokens.count, streams: streams, window: window)
  }

  func makeIterator() -> some IteratorProtocol<Window> {
    (0..<layout.count).lazy.map { index in
      let (steps, length) = (layout.steps(ofWindow: index), layout.streamLength)
      return Window(
        isFirst: index == 0,
        inputs: steps.map { step in (0..<layout.streams).map { tokens[$0 * length + step] } },
        targets: steps.flatMap { step in (0..<layout.streams).map { tokens[$0 * length + step + 1] } })
    }.makeIterator()
  }
}
