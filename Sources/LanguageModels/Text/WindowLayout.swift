/// How a long sequence of tokens is cut for truncated back-propagation through time: into parallel streams of equal
/// length, each read from its beginning to its end in windows, so that the state after one window is the state before the
/// next.
///
/// N tokens, B streams, stream b the tokens b L … (b + 1) L with L = ⌊(N − 1) / B⌋ (the last one only as a target); the
/// up to B − 1 tokens that are left over are not used. Source: T. Mikolov et al., INTERSPEECH 2010, and
/// W. Zaremba et al., arXiv 1409.2329, section 4.1, who train so.
package struct WindowLayout: Sendable, Equatable {
  /// N
  package let tokens: Int
  /// B
  package let streams: Int
  /// The steps of a window; the last of a stream may be shorter.
  package let window: Int

  package init(tokens: Int, streams: Int, window: Int) {
    (self.tokens, self.streams, self.window) = (tokens, streams, window)
  }

  /// L, how many tokens are predicted in each stream.
  package var streamLength: Int { max(tokens - 1, 0) / streams }
  /// How many windows there are.
  package var count: Int { (streamLength + window - 1) / window }

  /// The steps of a stream that are in a window.
  package func steps(ofWindow index: Int) -> Range<Int> {
    index * window..<min((index + 1) * window, streamLength)
  }
}
