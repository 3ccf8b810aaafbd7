public import Autograd
package import WholeFiles

extension Module {
  /// The parameters as the contents of a safetensors file, under their names.
  public func safetensors(metadata: [SafetensorsHeader.Metadata] = []) -> Safetensors {
    Safetensors(parameters, metadata: metadata)
  }

  /// Saves the parameters; see ``Safetensors/write(to:)``.
  public func saveWeights(
    to path: String, metadata: [SafetensorsHeader.Metadata] = []
  ) throws(WeightsError) {
    try safetensors(metadata: metadata).write(to: path)
  }

  /// Replaces the parameters by those in the file at `path`, all of them or, where an error is thrown, none.
  ///
  /// Names, shapes and element types are compared before any weight is read. A parameter of `.float32` takes F32, F16
  /// and BF16, one of `.float64` F64. Files that torch wrote with safetensors' `save_file(model.state_dict())` fit
  /// models whose parts have torch's names.
  /// - Parameters:
  ///   - path: a safetensors file.
  ///   - prefix: what stands before each name in the file, as "rnn.".
  ///   - ignoringOthers: whether the file may hold tensors that the model has no name for.
  public mutating func loadWeights(
    from path: String, prefix: String = "", ignoringOthers: Bool = false
  ) throws(WeightsError) {
    let model = parameters
    let file = try Safetensors(contentsOf: path) { (header: SafetensorsHeader) throws(WeightsError) in
      try check(header, against: model, path, prefix, ignoringOthers)
    }
    let entries = file.header.entriesByName
    forEachParameter { name, parameter in
      // The check has made sure that there is an entry, and that it is a tensor of the parameter's kind.
      guard let entry = entries[prefix + name], let new = tensor(entry, file.bytes(of: entry)) else { return }
      parameter = parameter.requiresGrad ? new.requiringGrad() : new
    }
  }
}

private func check(
  _ header: SafetensorsHeader, against model: [(name: String, tensor: Tensor)], _ path: String, _ prefix: String,
  _ ignoringOthers: Bool
) throws(WeightsError) {
  let entries = header.entriesByName
  let needed = model.map { prefix + $0.name }
  let missing = needed.filter { entries[$0] == nil }
  let others = Set(needed)
  let unexpected = ignoringOthers ? [] : header.entries.map(\.name).filter { !others.contains($0) }
  guard missing.isEmpty && unexpected.isEmpty else {
    throw .names(path: path, missing: missing, unexpected: unexpected)
  }
  for (name, parameter) in model {
    guard let entry = entries[prefix + name] else { continue }
    guard entry.shape == parameter.shape else {
      throw .shape(path: path, name: entry.name, expected: parameter.shape, found: entry.shape)
    }
    let fitting: [SafetensorsElementType] =
      switch parameter.dtype {
      case .float32: [.float32, .float16, .bfloat16]
      case .float64: [.float64]
      }
    guard fitting.contains(entry.elementType) else {
      throw .elementType(path: path, name: entry.name, expected: fitting, found: entry.elementType)
    }
  }
}

extension SafetensorsHeader {
  fileprivate var entriesByName: [String: Entry] {
    Dictionary(entries.map { ($0.name, $0) }) { first, _ in first }
  }
}

extension Safetensors {
  /// The contents of a file with these tensors, in this order; names must differ.
  public init(_ tensors: [(name: String, tensor: Tensor)], metadata: [SafetensorsHeader.Metadata] = []) {
    self.init(
      contents: tensors.map { name, tensor in
        Content(
          name: name, elementType: tensor.dtype == .float32 ? .float32 : .float64, shape: tensor.shape,
          bytes: littleEndianBytes(tensor))
      }, metadata: metadata)
  }

  /// The tensor of this name: `.float64` for F64; `.float32` for F32, F16 and BF16, the latter two exactly widened.
  ///
  /// Nil where there is none, where its elements are of another type, and where it has more than eight axes or 2³¹ − 1
  /// elements.
  public func tensor(named name: String) -> Tensor? {
    entry(named: name).flatMap { NeuralNetworks.tensor($0, bytes(of: $0)) }
  }
}

extension Safetensors {
  /// Writes a file of binary32 tensors piece by piece, in this order, with no copy of them all; `hash` gets its bytes too.
  package static func write(
    _ tensors: [(name: String, shape: [Int], values: [Float])], to file: inout AtomicFile, hash: inout SHA256
  ) throws(FileError) {
    var begin = 0
    let entries = tensors.map { tensor in
      require(
        tensor.values.count == tensor.shape.reduce(1, *),
        "Safetensors: \(tensor.name) has \(tensor.values.count) numbers for shape \(tensor.shape)")
      defer { begin += 4 * tensor.values.count }
      return SafetensorsHeader.Entry(
        name: tensor.name, elementType: .float32, shape: tensor.shape, bytes: begin..<begin + 4 * tensor.values.count)
    }
    let header = SafetensorsHeader.encoded(entries: entries, metadata: [])
    let length = (0..<8).map { UInt8(truncatingIfNeeded: header.count >> (8 * $0)) }
    hash.update(length + header)
    try file.write(length + header)
    for tensor in tensors {
      for start in stride(from: 0, to: tensor.values.count, by: 1 << 16) {
        let piece = littleEndianBytes(tensor.values[start..<min(start + (1 << 16), tensor.values.count)])
        hash.update(piece)
        try file.write(piece)
      }
    }
  }

  /// The numbers of a tensor whose elements a `.float32` tensor can have; nil where there is none of this name.
  package func floats(named name: String) -> (shape: [Int], values: [Float])? {
    guard let tensor = tensor(named: name), tensor.dtype == .float32 else { return nil }
    return (tensor.shape, tensor.withFloats { Array($0) })
  }
}
