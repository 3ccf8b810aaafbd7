/// The windows of a part of a text whose ids are on disk, each read when it is asked for.
package struct TokenWindows {
  /// How the part is cut.
  package let layout: WindowLayout
  private let tokens: TokenStore
  private let start: Int

  /// The windows of `part` of `tokens`.
  package init(_ tokens: TokenStore, _ part: Range<Int>, streams: Int, window: Int) {
    layout = WindowLayout(tokens: part.count, streams: streams, window: window)
    self.tokens = tokens
    start = part.lowerBound
  }

  /// The ids that the streams read in a window and those that follow them, time-first: t B + b is stream b's at step t.
  ///
  /// - Throws: `.foreignToken` where the file has changed.
  package func window(_ index: Int) throws(CorpusError) -> (inputs: [Int32], targets: [Int32]) {
    let steps = layout.steps(ofWindow: index)
    var (inputs, targets): ([Int32], [Int32]) = ([], [])
    inputs.reserveCapacity(steps.count * layout.streams)
    targets.reserveCapacity(steps.count * layout.streams)
    for step in steps {
      for stream in 0..<layout.streams {
        let place = start + stream * layout.streamLength + step
        inputs.append(try tokens.id(at: place))
        targets.append(try tokens.id(at: place + 1))
      }
    }
    return (inputs, targets)
  }
}
