/// The windows of a part of a text whose ids are on disk, each read when it is asked for.
package struct TokenWindows {
  /// How the part is cut.
  package let layout: WindowLayout
  /// The steps that gradients of the last prediction reach back, at least a window's.
  package let reach: Int
  private let tokens: TokenStore
  private let start: Int

  /// The windows of `part` of `tokens`, each with the steps before its predictions that make `reach` of a whole window, as
  /// far as there are any; where nil each begins where the one before ends.
  package init(_ tokens: TokenStore, _ part: Range<Int>, streams: Int, window: Int, reach: Int? = nil) {
    layout = WindowLayout(tokens: part.count, streams: streams, window: window)
    self.reach = max(reach ?? window, window)
    self.tokens = tokens
    start = part.lowerBound
  }

  /// The ids that the streams read in a window and those that follow them.
  ///
  /// - Throws: `.foreignToken` where the file has changed, `.file` where it has been cut off.
  package func window(_ index: Int) throws(CorpusError) -> TrainingWindow {
    try tokens.checkLength()
    let predicted = layout.steps(ofWindow: index)
    let steps = firstStep(ofWindow: index)..<predicted.upperBound
    var (inputs, targets): ([Int32], [Int32]) = ([], [])
    inputs.reserveCapacity(steps.count * layout.streams)
    targets.reserveCapacity(predicted.count * layout.streams)
    for step in steps {
      for stream in 0..<layout.streams {
        let place = start + stream * layout.streamLength + step
        inputs.append(try tokens.id(at: place))
        if predicted.contains(step) { targets.append(try tokens.id(at: place + 1)) }
      }
    }
    var window = TrainingWindow(
      inputs: inputs, targets: targets, streams: layout.streams, isFirst: steps.lowerBound == 0)
    if index + 1 < layout.count { window.carriedSteps = firstStep(ofWindow: index + 1) - steps.lowerBound }
    return window
  }

  private func firstStep(ofWindow index: Int) -> Int {
    max(0, layout.steps(ofWindow: index).lowerBound - (reach - layout.window))
  }
}
