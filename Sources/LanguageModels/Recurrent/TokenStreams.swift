/// A long sequence of tokens cut for truncated back-propagation through time: into parallel streams of equal length, each
/// read from its beginning to its end in windows, so that the state after one window is the state before the next.
///
/// N tokens, B streams, stream b the tokens b L … (b + 1) L with L = ⌊(N − 1) / B⌋ (the last one only as a target); the
/// up to B − 1 tokens that are left over are not used. Source: T. Mikolov et al., INTERSPEECH 2010, and
/// W. Zaremba et al., arXiv 1409.2329, section 4.1, who train so.
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
  let streams: Int
  let window: Int

  /// How many tokens are predicted in each stream.
  var streamLength: Int { Swift.max(tokens.count - 1, 0) / streams }
  /// How many windows there are.
  var count: Int { (streamLength + window - 1) / window }

  func makeIterator() -> some IteratorProtocol<Window> {
    stride(from: 0, to: streamLength, by: window).lazy.map { start in
      let steps = start..<Swift.min(start + window, streamLength)
      return Window(
        isFirst: start == 0,
        inputs: steps.map { step in (0..<streams).map { tokens[$0 * streamLength + step] } },
        targets: steps.flatMap { step in (0..<streams).map { tokens[$0 * streamLength + step + 1] } })
    }.makeIterator()
  }
}
