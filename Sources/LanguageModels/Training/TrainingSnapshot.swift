/// All that a language model in training is, as numbers with names: what a checkpoint keeps and an exact resume needs.
package struct TrainingSnapshot: Sendable, Equatable {
  /// Numbers in the shape of a tensor, row-major.
  package struct Floats: Sendable, Equatable {
    /// Such as `recurrent.weight_hh_l0`, `optimizer.first.output.bias`, `state.hidden_l0`.
    package var name: String
    package var shape: [Int]
    package var values: [Float]

    package init(name: String, shape: [Int], values: [Float]) {
      self.name = name
      self.shape = shape
      self.values = values
    }
  }

  /// A count, or a word of a random generator's state.
  package struct Word: Sendable, Equatable {
    package var name: String
    package var value: UInt64

    package init(name: String, value: UInt64) {
      self.name = name
      self.value = value
    }
  }

  /// The parameters under the names and in the order of `NetworkConfiguration.parameterShapes`; then `optimizer.…`, what
  /// the optimiser remembers; then `state.…`, the state carried to the next window, if there is one.
  package var floats: [Floats]
  /// Such as `optimizer.steps` and `random.0` … `random.3`.
  package var words: [Word]

  package init(floats: [Floats], words: [Word]) {
    self.floats = floats
    self.words = words
  }
}

/// Why a snapshot does not fit a model, which has not changed.
package enum SnapshotError: Error, Equatable, CustomStringConvertible {
  /// Something that the model needs is not there.
  case missing(name: String)
  /// Something that the model has no place for.
  case unexpected(name: String)
  /// A tensor has another shape than the model's.
  case shape(name: String, expected: [Int], found: [Int])

  package var description: String {
    switch self {
    case .missing(let name): "\(name.debugDescription) is missing, and the model needs it"
    case .unexpected(let name): "\(name.debugDescription) is of another model: this one has nothing of that name"
    case .shape(let name, let expected, let found):
      "\(name.debugDescription) has shape \(found), and the model's is \(expected)"
    }
  }
}
