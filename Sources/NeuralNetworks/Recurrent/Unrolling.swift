public import Autograd

extension RecurrentCell {
  /// Runs the cell over a sequence: state_t = step(x_t, state_{t−1}), output_t = output(of: state_t).
  ///
  /// This is the only loop over time; it is the same for every cell.
  /// - Parameters:
  ///   - inputs: a single sequence (T, D) or a batch (T, B, D), T ≥ 1.
  ///   - initial: the state before the first step; zeros where nil.
  /// - Returns: all steps' outputs, (T, H) or (T, B, H), and the state after the last.
  public func unroll(_ inputs: Tensor, from initial: State? = nil) -> (outputs: Tensor, final: State) {
    require(
      (inputs.ndim == 2 || inputs.ndim == 3) && inputs.shape[0] > 0 && inputs.shape[inputs.ndim - 1] == inputSize,
      "unroll: the input has shape \(inputs.shape), and (T, \(inputSize)) or (T, B, \(inputSize)) with T ≥ 1 is needed")
    var state = initial ?? zeroState(batch: inputs.ndim == 3 ? inputs.shape[1] : nil)
    let step = steps(over: inputs)
    var outputs: [Tensor] = []
    outputs.reserveCapacity(inputs.shape[0])
    for t in 0..<inputs.shape[0] {
      state = step(t, state)
      outputs.append(output(of: state))
    }
    return (Tensor.stack(outputs, axis: 0), state)
  }
}
