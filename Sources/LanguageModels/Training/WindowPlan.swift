import NeuralNetworks

/// Into which pieces a window is cut so that what is held of it has room, and in which order they are run.
struct WindowPlan: Sendable {
  /// What the plan was made for.
  struct Shape: Sendable, Equatable {
    let steps: Int
    let streams: Int
    let checkpointing: ActivationCheckpointing
  }

  let shape: Shape
  let schedule: CheckpointSchedule
  let parts: WindowParts

  /// The steps of a piece; the last may have fewer.
  func steps(ofPiece index: Int) -> Range<Int> {
    index * parts.steps..<min((index + 1) * parts.steps, shape.steps)
  }
}
