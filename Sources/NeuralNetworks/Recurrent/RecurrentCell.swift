public import Autograd

/// What a recurrent network carries from one step to the next.
public protocol RecurrentState: Sendable {
  /// The state with `transform` applied to each of its tensors.
  func mapTensors(_ transform: (Tensor) throws -> Tensor) rethrows -> Self

  /// The same numbers without their history: what truncated back-propagation carries on.
  func detach() -> Self
}

extension RecurrentState {
  /// Each tensor's numbers without their history.
  public func detach() -> Self {
    mapTensors { $0.detach() }
  }
}

extension Tensor: RecurrentState {
  /// The tensor itself is the state's only one.
  public func mapTensors(_ transform: (Tensor) throws -> Tensor) rethrows -> Tensor {
    try transform(self)
  }
}

extension Array: RecurrentState where Element: RecurrentState {
  /// Each layer's state in turn.
  public func mapTensors(_ transform: (Tensor) throws -> Tensor) rethrows -> [Element] {
    try map { try $0.mapTensors(transform) }
  }
}

/// One step of a recurrent network: from the input x_t and the state of step t − 1 to the state of step t.
///
/// A cell says what one step is; ``unroll(_:from:lengths:)`` runs it over a sequence. Where part of a step can be done for all
/// steps at once, or once for all, a cell says so in ``steps(over:)``.
///
/// Shapes: T steps, B batch, D inputs, H hidden. An input is (D) or (B, D), a sequence (T, D) or (T, B, D).
public protocol RecurrentCell: Module {
  /// What is carried from step to step.
  associatedtype State: RecurrentState

  /// D
  var inputSize: Int { get }
  /// H
  var hiddenSize: Int { get }

  /// The state before the first step: zeros, of a batch, or of a single sequence where `batch` is nil.
  func zeroState(batch: Int?) -> State

  /// The state after the input `x`, of shape (D) or (B, D).
  func step(_ x: Tensor, _ state: State) -> State

  /// The part of a state that the next layer sees, of shape (H) or (B, H).
  func output(of state: State) -> Tensor

  /// The step as a function of t, made once for the sequence `inputs`; equal to ``step(_:_:)`` with `inputs[t]`.
  func steps(over inputs: Tensor) -> (_ t: Int, _ state: State) -> State

  /// Runs the cell over a sequence as fast as it can; equal to ``unroll(_:from:lengths:)`` but for rounding.
  func run(_ inputs: Tensor, from initial: State?, lengths: [Int]?) -> (outputs: Tensor, final: State)
}

extension RecurrentCell {
  /// Step by step.
  public func run(_ inputs: Tensor, from initial: State?, lengths: [Int]?) -> (outputs: Tensor, final: State) {
    unroll(inputs, from: initial, lengths: lengths)
  }

  /// Nothing is done ahead.
  public func steps(over inputs: Tensor) -> (_ t: Int, _ state: State) -> State {
    { t, state in step(inputs[t], state) }
  }
}

extension RecurrentCell where State == Tensor {
  /// The state itself.
  public func output(of state: Tensor) -> Tensor { state }
}
