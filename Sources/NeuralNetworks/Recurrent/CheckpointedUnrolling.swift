public import Autograd

extension Recurrent {
  /// Back-propagation through time without a window's end, in the memory of one piece of the sequence and of the states
  /// that `schedule` keeps: the gradient of Σ `loss` over the pieces, exact, for one more forward pass or a few.
  ///
  ///     let schedule = CheckpointSchedule.squareRoot(of: 10_000)
  ///     let (loss, _) = network.backward(through: inputs, schedule: schedule) { steps, outputs in
  ///       (head(outputs) - targets[steps]).pow(2).sum()
  ///     }
  ///
  /// Gradients are added to `grad` of the parameters, and of `inputs` and `initial` where they require one. The pieces'
  /// steps differ in number by at most one.
  /// - Parameters:
  ///   - inputs: a single sequence (T, D) or a batch (T, B, D), with at least as many steps as the schedule has pieces.
  ///   - initial: each layer's state before the first step; zeros where nil.
  ///   - loss: a part of the loss from the outputs of a piece's steps, (steps, H) or (steps, B, H); called once for each
  ///     piece, the last one first.
  /// - Returns: Σ `loss`, and each layer's state after the last step, without history.
  /// - Complexity: forward passes over `CheckpointSchedule.advances(pieces:places:)` pieces beside the T steps that are
  ///   differentiated.
  @discardableResult
  public func backward(
    through inputs: Tensor, from initial: [Cell.State]? = nil, schedule: CheckpointSchedule,
    loss: (_ steps: Range<Int>, _ outputs: Tensor) throws -> Tensor
  ) rethrows -> (loss: Double, states: [Cell.State]) {
    let count = inputs.shape[0]
    require(
      schedule.pieces <= count, "backward: \(schedule.pieces) pieces of a sequence of \(count) steps; each needs a step"
    )
    func steps(_ piece: Int) -> Range<Int> { piece * count / schedule.pieces..<(piece + 1) * count / schedule.pieces }
    let first = initial ?? zeroStates(batch: inputs.ndim == 3 ? inputs.shape[1] : nil)
    var (state, kept) = (first, [[Cell.State]](repeating: first, count: schedule.places))
    var (sum, last, cotangents) = (0.0, first, [Tensor?]())
    for action in schedule.actions {
      switch action {
      case .advance(let pieces):
        let steps = steps(pieces.lowerBound).lowerBound..<steps(pieces.upperBound - 1).upperBound
        state = withoutGradients { self(inputs[steps], from: state).states.detach() }
      case .keep(let place): kept[place] = state
      case .restart(let place): state = place.map { kept[$0] } ?? first
      case .differentiate(let piece):
        let start = piece == 0 ? first : state.mapTensors { $0.detach().requiringGrad() }
        let (outputs, end) = self(inputs[steps(piece)], from: start)
        var total = try loss(steps(piece), outputs)
        sum += total.item()
        for (tensor, cotangent) in zip(tensors(of: end), cotangents) {
          if let cotangent { total = total + (tensor * cotangent).sum() }
        }
        total.backward()
        if piece == schedule.pieces - 1 { last = end.detach() }
        cotangents = tensors(of: start).map(\.grad)
      }
    }
    return (sum, last)
  }

  private func tensors(of states: [Cell.State]) -> [Tensor] {
    var found: [Tensor] = []
    _ = states.mapTensors { tensor in
      found.append(tensor)
      return tensor
    }
    return found
  }
}
