import Autograd

/// A recurrent layer over a whole sequence as one operation.
///
/// Shapes: T steps, B batch, D inputs, H hidden. The result has the outputs (T, B, H) and, behind them, what they do not
/// tell: h after each sequence's last step if lengths are given, and c of an LSTM, (B, H) each. First derivatives are
/// back-propagation through time by ``RecurrentPass``; those of higher order are its expansion's, step by step.
struct FusedRecurrence: Operation {
  let cell: RecurrentShape.Cell
  let activation: RecurrentShape.Activation
  let hasBiasIH: Bool
  let hasBiasHH: Bool
  let hasInitial: Bool
  let hasLengths: Bool

  var name: String {
    switch cell {
    case .elman: "Rnn"
    case .lstm: "Lstm"
    case .gru: "Gru"
    }
  }

  /// Runs the layer: all steps' outputs, (T, B, H) or (T, H), and the states after the last.
  /// - Parameter initial: h_0 and, of an LSTM, c_0; empty for zeros.
  static func run(
    _ cell: RecurrentShape.Cell, activation: RecurrentShape.Activation = .tanh, _ x: Tensor,
    _ weights: RecurrentWeights, from initial: [Tensor], lengths: [Int]?, of name: String
  ) -> (outputs: Tensor, h: Tensor, c: Tensor?) {
    weights.check(x, initial, of: name)
    let operation = FusedRecurrence(
      cell: cell, activation: activation, hasBiasIH: weights.biasIH != nil, hasBiasHH: weights.biasHH != nil,
      hasInitial: !initial.isEmpty, hasLengths: lengths != nil)
    var operands = [x, weights.weightIH, weights.weightHH]
    operands += [weights.biasIH, weights.biasHH].compactMap(\.self) + initial
    if let lengths { operands.append(.indices(lengths)) }
    let shape = operation.shape(of: operands)
    if shape.keptCount > 0 { operands.append(.uninitialized([shape.keptCount], dtype: x.dtype)) }

    let steps = shape.steps
    let rows = steps + (lengths == nil ? 0 : 1) + (cell == .lstm ? 1 : 0)
    let result = Tensor.result(
      of: operation, operands, dims: Dims([rows] + x.shape.dropFirst().dropLast() + [shape.hidden]), dtype: x.dtype)
    switch x.dtype {
    case .float32: operation.fill(result, Float.self, operands)
    case .float64: operation.fill(result, Double.self, operands)
    }
    return (
      rows == steps ? result : result[0..<steps], result[lengths == nil ? steps - 1 : steps],
      cell == .lstm ? result[rows - 1] : nil
    )
  }

  private func shape(of operands: [Tensor]) -> RecurrentShape {
    let x = operands[0].shape
    return RecurrentShape(
      cell: cell, activation: activation, steps: x[0], batch: x.count == 3 ? x[1] : 1, inputs: x[x.count - 1],
      hidden: operands[2].shape[1])
  }

  /// Where in the operands each part is; nil for one that is not there.
  private var places: (biasIH: Int?, biasHH: Int?, h: Int?, c: Int?, lengths: Int?, kept: Int?) {
    var next = 3
    func place(_ isThere: Bool) -> Int? {
      guard isThere else { return nil }
      next += 1
      return next - 1
    }
    return (
      place(hasBiasIH), place(hasBiasHH), place(hasInitial), place(hasInitial && cell == .lstm), place(hasLengths),
      place(cell != .elman)
    )
  }

  private func pass<F: RecurrentElement>(
    _ operands: [Tensor], _ outputs: UnsafeMutablePointer<F>, lengths: UnsafePointer<Int>?
  ) -> RecurrentPass<F> {
    func data(_ place: Int?) -> UnsafeMutablePointer<F>? {
      place.map { operands[$0].node.data.assumingMemoryBound(to: F.self) }
    }
    func operand(_ place: Int) -> UnsafePointer<F> {
      UnsafePointer(operands[place].node.data.assumingMemoryBound(to: F.self))
    }
    var pass = RecurrentPass(
      shape(of: operands), x: operand(0), weightIH: operand(1), weightHH: operand(2), outputs: outputs,
      kept: data(places.kept))
    pass.biasIH = places.biasIH.map(operand)
    pass.biasHH = places.biasHH.map(operand)
    pass.initialH = places.h.map(operand)
    pass.initialC = places.c.map(operand)
    pass.lengths = lengths
    return pass
  }

  private func withLengths<R>(_ operands: [Tensor], _ body: (UnsafePointer<Int>?) -> R) -> R {
    guard let place = places.lengths else { return body(nil) }
    return operands[place].withIndices { indices in
      indices.withMemoryRebound(to: Int.self) { body($0.baseAddress) }
    }
  }

  private func fill<F: RecurrentElement>(_ result: Tensor, _: F.Type, _ operands: [Tensor]) {
    withExtendedLifetime((operands, result)) {
      withLengths(operands) { lengths in
        let outputs = result.node.data.assumingMemoryBound(to: F.self)
        let pass = pass(operands, outputs, lengths: lengths)
        withScratch(pass.forwardScratchCount()) { pass.forward(scratch: $0) }
        let (shape, states) = (pass.shape, pass.shape.batch * pass.shape.hidden)
        let behind = outputs + shape.steps * states
        func copyLast(_ states: UnsafePointer<F>, to target: UnsafeMutablePointer<F>) {
          for row in 0..<shape.batch {
            let step = (lengths?[row] ?? shape.steps) - 1
            let start = (step * shape.batch + row) * shape.hidden
            (target + row * shape.hidden).update(from: states + start, count: shape.hidden)
          }
        }
        if lengths != nil { copyLast(outputs, to: behind) }
        if cell == .lstm, let kept = pass.kept {
          copyLast(kept + 4 * shape.steps * states, to: behind + (lengths == nil ? 0 : states))
        }
      }
    }
  }

  func accumulate(_ node: NodePointer, _ cotangent: UnsafeMutableRawPointer, _ walk: inout BackwardWalk) {
    let operands = (0..<node.operandCount).map { walk.tensor(node, $0) }
    // Those that are only added to come first: one tensor may be a weight and a state.
    let others = (3..<node.operandCount).map { walk.cotangent(of: node, $0) }
    var undefined: UndefinedCotangents = []
    let large = [UndefinedCotangents.x, .weightIH, .weightHH].enumerated().map { index, operand in
      let place = walk.cotangentPlace(of: node, index)
      if place?.isUndefined == true { undefined.insert(operand) }
      return place?.memory
    }
    let targets = large + others
    switch node.dtype {
    case .float32: accumulate(Float.self, operands, node.data, cotangent, targets, undefined)
    case .float64: accumulate(Double.self, operands, node.data, cotangent, targets, undefined)
    }
  }

  private func accumulate<F: RecurrentElement>(
    _: F.Type, _ operands: [Tensor], _ result: UnsafeMutableRawPointer, _ cotangent: UnsafeMutableRawPointer,
    _ targets: [UnsafeMutableRawPointer?], _ undefined: UndefinedCotangents = []
  ) {
    func target(_ place: Int?) -> UnsafeMutablePointer<F>? {
      place.flatMap { targets[$0]?.assumingMemoryBound(to: F.self) }
    }
    withExtendedLifetime(operands) {
      withLengths(operands) { lengths in
        let pass = pass(operands, result.assumingMemoryBound(to: F.self), lengths: lengths)
        let states = pass.shape.batch * pass.shape.hidden
        let behind = UnsafePointer(cotangent.assumingMemoryBound(to: F.self)) + pass.shape.steps * states
        var gradients = RecurrentGradients<F>()
        gradients.undefined = undefined
        gradients.outputs = UnsafePointer(cotangent.assumingMemoryBound(to: F.self))
        if lengths != nil { gradients.finalH = behind }
        if cell == .lstm { gradients.finalC = behind + (lengths == nil ? 0 : states) }
        (gradients.x, gradients.weightIH, gradients.weightHH) = (target(0), target(1), target(2))
        (gradients.biasIH, gradients.biasHH) = (target(places.biasIH), target(places.biasHH))
        (gradients.initialH, gradients.initialC) = (target(places.h), target(places.c))
        withScratch(pass.backwardScratchCount()) { pass.backward(gradients, scratch: $0) }
      }
    }
  }

  /// The expansion's, recorded; where recording is off, in numbers.
  func pullback(_ g: Tensor, _ result: Tensor, _ operands: [Tensor]) -> [Tensor?] {
    if let partials = pullbackOfExpansion(g, operands) { return partials }
    let wanted = operands.indices.map { $0 < 3 || $0 < (places.lengths ?? places.kept ?? operands.count) }
    let partials = zip(operands, wanted).map { operand, isWanted in
      isWanted ? Tensor.zeros(operand.shape, dtype: operand.dtype) : nil
    }
    withExtendedLifetime((g, result, partials)) {
      let targets = partials.map { $0?.node.data }
      switch g.dtype {
      case .float32: accumulate(Float.self, operands, result.node.data, g.node.data, targets)
      case .float64: accumulate(Double.self, operands, result.node.data, g.node.data, targets)
      }
    }
    return partials
  }

  func expansion(of operands: [Tensor]) -> Tensor? {
    let weights = RecurrentWeights(
      weightIH: operands[1], weightHH: operands[2], biasIH: places.biasIH.map { operands[$0] },
      biasHH: places.biasHH.map { operands[$0] }, gates: shape(of: operands).gates, of: name)
    let h = places.h.map { operands[$0] }
    let lengths = places.lengths.map { operands[$0].withIndices { $0.map(Int.init) } }
    let x = operands[0]
    switch cell {
    case .elman:
      let cell = ElmanCell(weights: weights, activation: Activation(activation))
      return packed(cell.unroll(x, from: h, lengths: lengths))
    case .gru: return packed(GRUCell(weights: weights).unroll(x, from: h, lengths: lengths))
    case .lstm:
      var initial: LSTMState?
      if let h, let place = places.c { initial = LSTMState(h: h, c: operands[place]) }
      let (outputs, final) = LSTMCell(weights: weights).unroll(x, from: initial, lengths: lengths)
      return .concatenate([outputs] + (hasLengths ? [final.h, final.c] : [final.c]).map { $0.unsqueeze(axis: 0) })
    }
  }

  private func packed(_ run: (outputs: Tensor, final: Tensor)) -> Tensor {
    hasLengths ? .concatenate([run.outputs, run.final.unsqueeze(axis: 0)]) : run.outputs
  }
}

extension Activation {
  /// Its name in the fused loops; nil for one that they do not know.
  var fused: RecurrentShape.Activation? {
    switch self {
    case .identity: .identity
    case .relu: .relu
    case .tanh: .tanh
    case .sigmoid: .sigmoid
    case .custom: nil
    }
  }

  fileprivate init(_ fused: RecurrentShape.Activation) {
    switch fused {
    case .identity: self = .identity
    case .relu: self = .relu
    case .tanh: self = .tanh
    case .sigmoid: self = .sigmoid
    }
  }
}
