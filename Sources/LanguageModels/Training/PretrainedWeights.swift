package import NeuralNetworks

/// Parameters of a network in a safetensors file, under our names or under those of PyTorch's word-language-model example
/// (`encoder.weight`, `rnn.weight_ih_l0`, …, `decoder.weight`, `decoder.bias`).
package enum PretrainedWeights {
  /// The parameters of the network of `configuration` from the file at `path`.
  ///
  /// PyTorch's LSTM and GRU have our gates in our order. A tied decoder may stand in the file, where it must be the
  /// encoder's copy, or not.
  ///
  /// - Throws: `WeightsError.names` or `.shape` with what differs where the file is of another architecture.
  package static func load(_ path: String, _ configuration: NetworkConfiguration) throws(WeightsError)
    -> TrainingSnapshot
  {
    let file = try Safetensors(contentsOf: path)
    let named = Dictionary(file.names.map { (ourName($0), $0) }) { first, _ in first }
    let expected = configuration.parameterShapes
    let needed = Set(expected.map(\.name))
    let missing = expected.map(\.name).filter { named[$0] == nil }
    var unexpected = file.names.filter { !needed.contains(ourName($0)) }
    if configuration.tied, let output = named["output.weight"], let embedding = named["embedding.weight"],
      file.isSame(output, embedding)
    {
      unexpected.removeAll { $0 == output }
    }
    guard missing.isEmpty && unexpected.isEmpty else {
      throw .names(path: path, missing: missing, unexpected: unexpected)
    }
    var floats: [TrainingSnapshot.Floats] = []
    for (name, shape) in expected {
      guard let theirs = named[name] else { continue }
      guard let found = file.floats(named: theirs) else {
        let elementType = file.header.entries.first { $0.name == theirs }?.elementType ?? .float64
        throw .elementType(path: path, name: theirs, expected: [.float32, .float16, .bfloat16], found: elementType)
      }
      guard found.shape == shape else {
        throw .shape(path: path, name: theirs, expected: shape, found: found.shape)
      }
      floats.append(.init(name: name, shape: shape, values: found.values))
    }
    return TrainingSnapshot(floats: floats, words: [])
  }

  /// Our name for a tensor of PyTorch's example; any other name is itself.
  static func ourName(_ name: String) -> String {
    switch name {
    case "encoder.weight": "embedding.weight"
    case "decoder.weight": "output.weight"
    case "decoder.bias": "output.bias"
    default: name.hasPrefix("rnn.") ? "recurrent." + name.dropFirst(4) : name
    }
  }
}

extension Safetensors {
  fileprivate func isSame(_ a: String, _ b: String) -> Bool {
    guard let a = floats(named: a), let b = floats(named: b) else { return false }
    return a.shape == b.shape && a.values == b.values
  }
}
