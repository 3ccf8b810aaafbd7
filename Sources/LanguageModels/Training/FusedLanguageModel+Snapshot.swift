extension FusedLanguageModel {
  package func snapshot() -> TrainingSnapshot {
    var floats: [TrainingSnapshot.Floats] = []
    for parameter in parameters.all {
      floats.append(
        .init(
          name: parameter.name, shape: parameter.shape,
          values: parameters.numbers(of: parameter)))
    }
    for moment in 0..<parameters.memories {
      for parameter in parameters.all {
        floats.append(
          .init(
            name: Self.momentNames[moment] + parameter.name, shape: parameter.shape,
            values: parameters.remembered(moment, of: parameter)))
      }
    }
    if carried.streams > 0 {
      for layer in 0..<configuration.layers {
        let shape = [carried.streams, configuration.hiddenSize]
        floats.append(
          .init(name: "state.hidden_l\(layer)", shape: shape, values: numbers(carried.hidden(layer), carried.size)))
        if let cell = carried.cell(layer) {
          floats.append(.init(name: "state.cell_l\(layer)", shape: shape, values: numbers(cell, carried.size)))
        }
      }
    }
    return TrainingSnapshot(
      floats: floats, words: [.init(name: "optimizer.steps", value: updates), .init(name: "random.seed", value: seed)])
  }

  package mutating func restore(_ snapshot: TrainingSnapshot) throws(SnapshotError) {
    forgetPackedOutput()
    let found = Dictionary(snapshot.floats.map { ($0.name, $0) }) { first, _ in first }
    let words = Dictionary(snapshot.words.map { ($0.name, $0.value) }) { first, _ in first }
    let isFresh = snapshot.floats.count == parameters.all.count && snapshot.words.isEmpty
    let streams = found["state.hidden_l0"]?.shape.first ?? 0
    var expected = parameters.all.map { ($0.name, $0.shape) }
    if !isFresh {
      for moment in 0..<parameters.memories {
        expected += parameters.all.map { (Self.momentNames[moment] + $0.name, $0.shape) }
      }
      for layer in 0..<(streams > 0 ? configuration.layers : 0) {
        expected.append(("state.hidden_l\(layer)", [streams, configuration.hiddenSize]))
        if configuration.kind == .lstm {
          expected.append(("state.cell_l\(layer)", [streams, configuration.hiddenSize]))
        }
      }
    }
    for (name, shape) in expected {
      guard let floats = found[name] else { throw .missing(name: name) }
      guard floats.shape == shape && floats.values.count == shape.reduce(1, *) else {
        throw .shape(name: name, expected: shape, found: floats.shape)
      }
    }
    let names = Set(expected.map(\.0))
    if let other = snapshot.floats.first(where: { !names.contains($0.name) }) { throw .unexpected(name: other.name) }
    if !isFresh && words["optimizer.steps"] == nil { throw .missing(name: "optimizer.steps") }
    if !isFresh && words["random.seed"] == nil { throw .missing(name: "random.seed") }

    func values(_ name: String) -> [Float] { found[name]?.values ?? [] }
    for parameter in parameters.all {
      parameters.put(values(parameter.name), of: parameter)
      for moment in 0..<parameters.memories {
        let name = Self.momentNames[moment] + parameter.name
        parameters.remember(
          isFresh ? Array(repeating: 0, count: parameter.place.count) : values(name), moment, of: parameter)
      }
    }
    updates = words["optimizer.steps"] ?? 0
    seed = words["random.seed"] ?? seed
    reader = nil
    carried = CarriedStates(configuration, streams: streams)
    for layer in 0..<(streams > 0 ? configuration.layers : 0) {
      put(values("state.hidden_l\(layer)"), at: carried.hidden(layer))
      if let cell = carried.cell(layer) { put(values("state.cell_l\(layer)"), at: cell) }
    }
  }

  /// What stands before a parameter's name in the name of what the optimiser remembers of it.
  private static var momentNames: [String] { ["optimizer.first.", "optimizer.second."] }

  private func numbers(_ start: UnsafePointer<Float>, _ count: Int) -> [Float] {
    Array(UnsafeBufferPointer(start: start, count: count))
  }

  private func put(_ numbers: [Float], at target: UnsafeMutablePointer<Float>) {
    numbers.withUnsafeBufferPointer { numbers in
      if let source = numbers.baseAddress { target.update(from: source, count: numbers.count) }
    }
  }
}
