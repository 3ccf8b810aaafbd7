public import Autograd

extension Recurrent {
  /// Truncated back-propagation through time: runs a long sequence window by window, each from the final states of the
  /// one before, without their history, so that no gradient reaches back beyond a window's first step.
  ///
  /// `body` gets the window's steps and the outputs for them, (window, H) or (window, B, H), and may call `backward()`
  /// on a loss of theirs: gradients of all windows add up in the parameters. Only one window's history is held at a
  /// time. Source: R. J. Williams and J. Peng, An efficient gradient-based algorithm for on-line training of recurrent
  /// network trajectories, Neural Computation 2 (1990), 490–501, with h = h' = `window`.
  /// - Parameters:
  ///   - inputs: a single sequence (T, D) or a batch (T, B, D), T ≥ 1.
  ///   - initial: each layer's state before the first step; zeros where nil.
  ///   - window: the steps of a window; the last may be shorter.
  /// - Returns: each layer's state after the last step, without history.
  @discardableResult
  public func unroll(
    _ inputs: Tensor, from initial: [Cell.State]? = nil, window: Int,
    _ body: (_ steps: Range<Int>, _ outputs: Tensor) throws -> Void
  ) rethrows -> [Cell.State] {
    require(window > 0, "unroll: windows of \(window) steps; at least 1 is needed")
    var states = initial ?? zeroStates(batch: inputs.ndim == 3 ? inputs.shape[1] : nil)
    for start in stride(from: 0, to: inputs.shape[0], by: window) {
      let steps = start..<min(start + window, inputs.shape[0])
      let (outputs, final) = self(inputs[steps], from: states)
      try body(steps, outputs)
      states = final.detach()
    }
    return states
  }
}
