import NeuralNetworks

/// Parameters of a language model as they lie in memory, with what an optimiser remembers of them.
///
/// Products are fastest with the output's weight as (H, V), the transpose of PyTorch's, and a one-hot input's weight is a
/// table with a row for each word; `PyTorch` layout is what goes in and out.
struct LearntParameters: ~Copyable {
  /// One parameter.
  struct Parameter: Sendable {
    let name: String
    /// PyTorch's shape.
    let shape: [Int]
    /// Its numbers' places.
    let place: Range<Int>
    /// Whether memory has the transpose of PyTorch's matrix.
    let isTransposed: Bool
  }

  let all: [Parameter]
  /// The table whose rows stand for words: the embedding, or a one-hot input's weight. Its gradient has few rows that are
  /// not zero; where it is also the output's weight (tied), all.
  let table: Int
  let outputWeight: Int
  let outputBias: Int
  /// The first of each layer's four: weight_ih, weight_hh, bias_ih, bias_hh.
  let layers: [Int]
  let values: FloatMemory
  /// How many numbers the optimiser remembers of each: none, m, or m and v.
  let memories: Int
  private let remembered: FloatMemory

  init(_ configuration: NetworkConfiguration, _ rule: OptimizerConfiguration.Rule) {
    let shapes = configuration.parameterShapes
    func index(_ name: String) -> Int {
      guard let index = shapes.firstIndex(where: { $0.name == name }) else {
        fatalError("LearntParameters: a model without \(name)")
      }
      return index
    }
    let table = index(configuration.embeddingSize == nil ? "recurrent.weight_ih_l0" : "embedding.weight")
    outputWeight = configuration.tied ? table : index("output.weight")
    outputBias = index("output.bias")
    layers = (0..<configuration.layers).map { index("recurrent.weight_ih_l\($0)") }
    let transposed = [outputWeight] + (configuration.embeddingSize == nil ? [table] : [])
    var plan = MemoryPlan()
    all = shapes.enumerated().map { index, parameter in
      Parameter(
        name: parameter.name, shape: parameter.shape, place: plan.part(parameter.shape.reduce(1, *)),
        isTransposed: transposed.contains(index))
    }
    self.table = table
    values = FloatMemory(count: plan.count)
    switch rule {
    case .sgd(let momentum, _): memories = momentum == 0 ? 0 : 1
    case .adam, .adamW: memories = 2
    }
    remembered = FloatMemory(count: memories * plan.count)
  }

  func value(_ index: Int) -> UnsafeMutablePointer<Float> { values.start + all[index].place.lowerBound }

  /// m (0) or v (1) of the numbers at `place`, or nil if the optimiser has none.
  func memory(_ moment: Int, _ place: Range<Int>) -> UnsafeMutablePointer<Float>? {
    moment < memories ? remembered.start + moment * values.count + place.lowerBound : nil
  }

  /// A parameter's numbers in PyTorch's layout.
  func numbers(of parameter: Parameter) -> [Float] { numbers(at: values.start + parameter.place.lowerBound, parameter) }

  /// Sets a parameter's numbers, in the order of PyTorch's layout.
  func fill(_ parameter: Parameter, _ next: () -> Float) {
    let start = values.start + parameter.place.lowerBound
    guard parameter.isTransposed else {
      for i in 0..<parameter.place.count { start[i] = next() }
      return
    }
    let (rows, columns) = (parameter.shape[0], parameter.shape[1])
    for row in 0..<rows {
      for column in 0..<columns { start[column * rows + row] = next() }
    }
  }

  /// m (0) or v (1) of a parameter in PyTorch's layout.
  func remembered(_ moment: Int, of parameter: Parameter) -> [Float] {
    memory(moment, parameter.place).map { numbers(at: $0, parameter) } ?? []
  }

  /// The reverse of `numbers`.
  func put(_ numbers: [Float], of parameter: Parameter) {
    put(numbers, at: values.start + parameter.place.lowerBound, parameter)
  }

  /// The reverse of `remembered`.
  func remember(_ numbers: [Float], _ moment: Int, of parameter: Parameter) {
    if let memory = memory(moment, parameter.place) { put(numbers, at: memory, parameter) }
  }

  private func numbers(at start: UnsafePointer<Float>, _ parameter: Parameter) -> [Float] {
    let stored = Array(UnsafeBufferPointer(start: start, count: parameter.place.count))
    // Memory has (columns, rows).
    return parameter.isTransposed ? transposed(stored, rows: parameter.shape[1], columns: parameter.shape[0]) : stored
  }

  private func put(_ numbers: [Float], at start: UnsafeMutablePointer<Float>, _ parameter: Parameter) {
    let stored =
      parameter.isTransposed ? transposed(numbers, rows: parameter.shape[0], columns: parameter.shape[1]) : numbers
    stored.withUnsafeBufferPointer { stored in
      if let source = stored.baseAddress { start.update(from: source, count: stored.count) }
    }
  }
}

/// The transpose of a matrix of rows × columns.
private func transposed(_ matrix: [Float], rows: Int, columns: Int) -> [Float] {
  [Float](unsafeUninitializedCapacity: matrix.count) { result, count in
    matrix.withUnsafeBufferPointer { matrix in
      guard let source = matrix.baseAddress, let target = result.baseAddress else { return }
      transpose(source, rows: rows, columns: columns, into: target)
    }
    count = matrix.count
  }
}
