public import Autograd

extension Recurrent {
  /// Truncated back-propagation through time: runs a long sequence window by window, each from the final states of the
  /// one before, without their history, so that no gradient reaches back beyond a window's first step.
  ///
  /// `body` gets the window's steps and the outputs for them, (window, H) or (window, B, H), and may call `backward()`
  /// on a loss of theirs: gradients of all windows add up in the parameters. Only one window's history is held at a
  /// time. With a `reach` beyond `window`, what `body` sees of a window has a history that begins `reach` − `window` steps
  /// before it: those steps are run again, with the parameters of now. Source: R. J. Williams and J. Peng, An efficient
  /// gradient-based algorithm for on-line training of recurrent network trajectories, Neural Computation 2 (1990),
  /// 490–501, with h = `reach` and h' = `window`.
  /// - Parameters:
  ///   - inputs: a single sequence (T, D) or a batch (T, B, D), T ≥ 1.
  ///   - initial: each layer's state before the first step; zeros where nil.
  ///   - window: the steps of a window; the last may be shorter.
  ///   - reach: the steps that gradients of a window's last step go back, at least `window`, which it is where nil.
  /// - Returns: each layer's state after the last step, without history.
  @discardableResult
  public func unroll(
    _ inputs: Tensor, from initial: [Cell.State]? = nil, window: Int, reach: Int? = nil,
    _ body: (_ steps: Range<Int>, _ outputs: Tensor) throws -> Void
  ) rethrows -> [Cell.State] {
    require(window > 0, "unroll: windows of \(window) steps; at least 1 is needed")
    let reach = reach ?? window
    require(reach >= window, "unroll: a reach of \(reach) steps for windows of \(window); at least as many are needed")
    var states = initial ?? zeroStates(batch: inputs.ndim == 3 ? inputs.shape[1] : nil)
    let count = inputs.shape[0]
    // `states` are those before step `first`, where the history of the next window begins.
    var first = 0
    for start in stride(from: 0, to: count, by: window) {
      let steps = start..<min(start + window, count)
      let next = steps.upperBound == count ? count : max(0, steps.upperBound - (reach - window))
      var (outputs, current) = ([Tensor](), states)
      for piece in [first..<next, next..<steps.upperBound] where !piece.isEmpty {
        let (some, after) = self(inputs[piece], from: current)
        (outputs, current) = (outputs + [some], after)
        if piece.upperBound == next { states = after.detach() }
      }
      let all = outputs.count == 1 ? outputs[0] : Tensor.concatenate(outputs)
      try body(steps, first == steps.lowerBound ? all : all[(steps.lowerBound - first)...])
      first = next
    }
    return states
  }
}
