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

extension TrainingSnapshot {
  /// The tensors of these names that a model has learnt: all but `optimizer.…` and `state.…`.
  package var parameters: [Floats] {
    floats.filter { !$0.name.hasPrefix("optimizer.") && !$0.name.hasPrefix("state.") }
  }

  /// Checks that the parameters are exactly `expected`, and that what the optimiser remembers of one has its shape.
  package func check(_ expected: [(name: String, shape: [Int])]) throws(SnapshotError) {
    let found = Dictionary(floats.map { ($0.name, $0.shape) }) { first, _ in first }
    for (name, shape) in expected {
      guard let found = found[name] else { throw .missing(name: name) }
      if found != shape { throw .shape(name: name, expected: shape, found: found) }
    }
    let shapes = Dictionary(expected.map { ($0.name, $0.shape) }) { first, _ in first }
    for part in parameters where shapes[part.name] == nil { throw .unexpected(name: part.name) }
    for part in floats where part.name.hasPrefix("optimizer.") {
      let name = part.name.split(separator: ".", maxSplits: 2).last.map(String.init) ?? ""
      guard let shape = shapes[name] else { throw .unexpected(name: part.name) }
      if shape != part.shape { throw .shape(name: part.name, expected: shape, found: part.shape) }
    }
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
