public import Autograd

extension RecurrentCell {
  /// Runs the cell over a sequence step by step: state_t = step(x_t, state_{t−1}), output_t = output(of: state_t).
  ///
  /// It is the same for every cell, and the reference for what ``run(_:from:lengths:)`` does at once.
  /// - Parameters:
  ///   - inputs: a single sequence (T, D) or a batch (T, B, D), T ≥ 1.
  ///   - initial: the state before the first step; zeros where nil.
  ///   - lengths: the steps of each of the B sequences, 1 to T; all have T where nil. Behind its end a sequence's state
  ///     stays as it is, and its outputs are zeros.
  /// - Returns: all steps' outputs, (T, H) or (T, B, H), and the state after each sequence's last.
  public func unroll(
    _ inputs: Tensor, from initial: State? = nil, lengths: [Int]? = nil
  ) -> (outputs: Tensor, final: State) {
    check(inputs, lengths)
    var state = initial ?? zeroState(batch: inputs.ndim == 3 ? inputs.shape[1] : nil)
    let step = steps(over: inputs)
    var outputs: [Tensor] = []
    outputs.reserveCapacity(inputs.shape[0])
    for t in 0..<inputs.shape[0] {
      let next = step(t, state)
      if let lengths, lengths.contains(where: { $0 <= t }) {
        let goesOn = Tensor(lengths.map { $0 > t ? 1 : 0 }, shape: [lengths.count, 1], dtype: inputs.dtype)
        outputs.append(output(of: next) * goesOn)
        state = state.replaced(by: next, where: goesOn)
      } else {
        outputs.append(output(of: next))
        state = next
      }
    }
    return (Tensor.stack(outputs, axis: 0), state)
  }

  /// Traps unless the cell can read such inputs.
  func check(_ inputs: Tensor, _ lengths: [Int]?) {
    require(
      (inputs.ndim == 2 || inputs.ndim == 3) && inputs.shape[0] > 0 && inputs.shape[inputs.ndim - 1] == inputSize,
      "unroll: the input has shape \(inputs.shape), and (T, \(inputSize)) or (T, B, \(inputSize)) with T ≥ 1 is needed")
    guard let lengths else { return }
    require(
      inputs.ndim == 3 && lengths.count == inputs.shape[1] && lengths.allSatisfy { (1...inputs.shape[0]).contains($0) },
      "unroll: lengths \(lengths) for an input of shape \(inputs.shape); each sequence of a batch (T, B, \(inputSize)) needs "
        + "one from 1 to T")
  }
}

extension RecurrentState {
  /// The numbers of `next` in rows where the mask (B, 1) is 1, those of this state where it is 0.
  fileprivate func replaced(by next: Self, where mask: Tensor) -> Self {
    var tensors: [Tensor] = []
    _ = next.mapTensors { tensor in
      tensors.append(tensor)
      return tensor
    }
    var rest = tensors[...]
    return mapTensors { old in
      guard let new = rest.popFirst() else { return old }
      return new * mask + old * (1 - mask)
    }
  }
}
