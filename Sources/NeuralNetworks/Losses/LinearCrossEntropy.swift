public import Autograd

extension Linear {
  /// The mean of −ln softmax(W h + b)[target], in nats: `crossEntropy(linear(h), targets:)`, without ever holding the
  /// scores of all rows.
  ///
  /// Scores are made for blocks of rows, and what the loss and its gradients need of a block is taken while it is there:
  /// memory is that of the gradients and of a few hundred rows, not N × C, and no product is done twice. First derivatives
  /// cost nothing but a scaling then.
  ///
  /// Shapes: N rows, H inputs, C classes (the layer's outputs).
  /// - Parameters:
  ///   - hidden: h: (H) with one target, (N, H) with N, or (T, B, H) with T × B targets, step by step.
  ///   - targets: class numbers, each from 0 to C − 1.
  /// - Complexity: three products of N × H × C where gradients are wanted, one where not.
  public func crossEntropy(_ hidden: Tensor, targets: [Int]) -> Tensor {
    let (classes, features) = (weight.shape[0], weight.shape[1])
    require(
      hidden.ndim >= 1 && hidden.shape[hidden.ndim - 1] == features && hidden.count == targets.count * features
        && hidden.dtype == weight.dtype,
      "Linear.crossEntropy: hidden states of shape \(hidden.shape) (\(hidden.dtype)) and \(targets.count) targets; for the "
        + "weight \(weight.shape) (\(weight.dtype)), a row of \(features) for each target is needed")
    require(
      targets.allSatisfy { (0..<classes).contains($0) },
      "Linear.crossEntropy: a target outside the classes 0..<\(classes)")
    return LinearCrossEntropy.run(hidden.reshape([targets.count, features]), weight, bias, targets)
  }
}

/// A linear layer and the cross-entropy of its scores as one operation. Operands: h (N, H), W (C, H), b (C) if there is one,
/// the targets, and the gradients of all three, which the forward pass leaves.
struct LinearCrossEntropy: Operation {
  let hasBias: Bool

  var name: String { "LinearCrossEntropy" }

  static func run(_ h: Tensor, _ weight: Tensor, _ bias: Tensor?, _ targets: [Int]) -> Tensor {
    var operands = [h, weight] + (bias.map { [$0] } ?? []) + [.indices(targets)]
    let isLearnt = operands.contains(where: \.requiresGrad)
    if isLearnt { operands.append(.uninitialized([h.count + weight.count + weight.shape[0]], dtype: h.dtype)) }
    let operation = LinearCrossEntropy(hasBias: bias != nil)
    let result = Tensor.result(of: operation, operands, dims: Dims([]), dtype: h.dtype)
    switch h.dtype {
    case .float32: operation.fill(result, Float.self, operands)
    case .float64: operation.fill(result, Double.self, operands)
    }
    return result
  }

  private func targets(of operands: [Tensor]) -> [Int] { operands[hasBias ? 3 : 2].withIndices { $0.map(Int.init) } }

  private func kept<F>(_ operands: [Tensor], _: F.Type) -> ClassifierGradients<F> {
    let start = operands[hasBias ? 4 : 3].node.data.assumingMemoryBound(to: F.self)
    let (h, weight) = (operands[0].count, operands[1].count)
    return ClassifierGradients(h: start, weight: start + h, bias: start + h + weight)
  }

  private func fill<F: ClassifierElement>(_ result: Tensor, _: F.Type, _ operands: [Tensor]) {
    let (classes, features) = (operands[1].shape[0], operands[1].shape[1])
    withExtendedLifetime(operands) {
      func data(_ place: Int) -> UnsafePointer<F> {
        UnsafePointer(operands[place].node.data.assumingMemoryBound(to: F.self))
      }
      withScratch(classes * features) { (transposed: UnsafeMutablePointer<F>) in
        transpose(data(1), rows: classes, columns: features, into: transposed)
        let targets = targets(of: operands).map(Int32.init)
        let losses = F.classify(
          data(0), transposed, hasBias ? data(2) : nil, targets, features: features, classes: classes,
          gradients: result.requiresGrad ? kept(operands, F.self) : nil, on: .current)
        result.node.data.assumingMemoryBound(to: F.self).pointee = F(losses.reduce(0, +) / Double(losses.count))
      }
    }
  }

  func accumulate(_ node: NodePointer, _ cotangent: UnsafeMutableRawPointer, _ walk: inout BackwardWalk) {
    let operands = (0..<node.operandCount).map { walk.tensor(node, $0) }
    let sums = (0..<(hasBias ? 3 : 2)).map { walk.cotangentPlace(of: node, $0) }
    switch node.dtype {
    case .float32: accumulate(Float.self, operands, cotangent, sums)
    case .float64: accumulate(Double.self, operands, cotangent, sums)
    }
  }

  /// Adds ȳ times the gradients that the forward pass has left.
  private func accumulate<F: ClassifierElement>(
    _: F.Type, _ operands: [Tensor], _ cotangent: UnsafeMutableRawPointer, _ sums: [CotangentPlace?]
  ) {
    let g = cotangent.assumingMemoryBound(to: F.self).pointee
    let (classes, features) = (operands[1].shape[0], operands[1].shape[1])
    withExtendedLifetime(operands) {
      let kept = kept(operands, F.self)
      func add(_ numbers: UnsafePointer<F>, _ place: Int) {
        guard let goal = sums[place] else { return }
        let (sum, count) = (goal.memory.assumingMemoryBound(to: F.self), operands[place].count)
        if goal.isUndefined {
          for i in 0..<count { sum[i] = g * numbers[i] }
        } else {
          for i in 0..<count { sum[i] += g * numbers[i] }
        }
      }
      add(kept.h, 0)
      if sums[1] != nil {
        withScratch(classes * features) { (transposed: UnsafeMutablePointer<F>) in
          transpose(kept.weight, rows: features, columns: classes, into: transposed)
          add(transposed, 1)
        }
      }
      if hasBias { add(kept.bias, 2) }
    }
  }

  /// The expansion's, recorded; where recording is off, in numbers.
  func pullback(_ g: Tensor, _ result: Tensor, _ operands: [Tensor]) -> [Tensor?] {
    if let partials = pullbackOfExpansion(g, operands) { return partials }
    let count = hasBias ? 3 : 2
    let partials = operands.indices.map { place in
      place < count ? Tensor.uninitialized(operands[place].shape, dtype: operands[place].dtype) : nil
    }
    withExtendedLifetime((g, partials)) {
      let sums = partials.prefix(count).map { $0.map { CotangentPlace(memory: $0.node.data, isUndefined: true) } }
      switch g.dtype {
      case .float32: accumulate(Float.self, operands, g.node.data, sums)
      case .float64: accumulate(Double.self, operands, g.node.data, sums)
      }
    }
    return partials
  }

  /// Scores first, then their cross-entropy.
  func expansion(of operands: [Tensor]) -> Tensor? {
    let scores = affine(operands[0], operands[1], hasBias ? operands[2] : nil, of: name)
    return scores.crossEntropy(targets: targets(of: operands))
  }
}
