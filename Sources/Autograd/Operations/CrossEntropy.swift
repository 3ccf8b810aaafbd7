// N = number of predictions, C = number of classes.

extension Tensor {
  /// The mean cross-entropy of class predictions in nats: −(1/N) Σᵢ ln softmax(xᵢ)[targetᵢ], for logits x of shape
  /// (N, C).
  ///
  /// Fused: neither the softmax nor its logarithm is stored, and the gradient is (softmax(x) − one-hot) / N.
  ///
  /// - Parameter targets: N class numbers, each from 0 to C − 1.
  /// - Returns: A number; NaN when N is 0.
  /// - Complexity: O(N·C), with extra memory of O(C).
  public func crossEntropy(targets: [Int]) -> Tensor {
    require(
      ndim == 2 && dims[0] == targets.count,
      "crossEntropy: logits of shape \(dims.description) and \(targets.count) targets do not fit; (N, C) and N are needed"
    )
    checkIndices(targets, axis: 1, "crossEntropy", "target")
    let indices = Tensor.indices(targets)
    let result = Tensor.result(of: CrossEntropy(), self, indices, dims: Dims(), dtype: dtype)
    switch dtype {
    case .float32: fill(result, Float.self, indices)
    case .float64: fill(result, Double.self, indices)
    }
    return result
  }

  @inline(__always)
  private func fill<F: Element>(_ result: Tensor, _: F.Type, _ targets: Tensor) {
    let classes = dims[1]
    var total = 0.0
    withElements(of: F.self) { x in
      targets.withIndices { targets in
        guard let x = x.baseAddress else { return }
        for (row, target) in targets.enumerated() {
          let line = Line(first: x + row * classes, count: classes, step: 1)
          let (greatest, logSum) = line.logSumExp
          total += Double(logSum - (line[Int(target)] - greatest))
        }
      }
    }
    result.node.data.assumingMemoryBound(to: F.self).pointee = F(total / Double(dims[0]))
  }
}

struct CrossEntropy: Operation {
  var name: String { "CrossEntropy" }

  /// x̄ = ȳ · (softmax(x) − one-hot(target)) / N.
  func pullback(_ g: Tensor, _ result: Tensor, _ operands: [Tensor]) -> [Tensor?] {
    let (x, targets) = (operands[0], operands[1])
    return [(x.softmax(axis: 1) - .oneHot(targets, dims: x.dims, dtype: x.dtype)) * (g / Double(x.dims[0])), nil]
  }

  /// −(1/N) Σᵢ ln softmax(xᵢ)[targetᵢ], step by step.
  func expansion(of operands: [Tensor]) -> Tensor? {
    let targets = operands[1].withIndices { $0.map { Int($0) } }
    return -operands[0].logSoftmax(axis: 1).gather(axis: 1, indices: targets).mean()
  }

  func accumulate(_ node: NodePointer, _ cotangent: UnsafeMutableRawPointer, _ walk: inout BackwardWalk) {
    guard let target = walk.cotangent(of: node, 0) else { return }
    switch node.dtype {
    case .float32: accumulate(Float.self, node, cotangent, target, walk.segment)
    case .float64: accumulate(Double.self, node, cotangent, target, walk.segment)
    }
  }

  @inline(__always)
  private func accumulate<F: Element>(
    _: F.Type, _ node: NodePointer, _ cotangent: UnsafeMutableRawPointer, _ target: UnsafeMutableRawPointer,
    _ segment: SegmentPointer
  ) {
    let (logits, targets) = (node.operand(0, in: segment), node.operand(1, in: segment).indices)
    let (x, sum) = (logits.data.assumingMemoryBound(to: F.self), target.assumingMemoryBound(to: F.self))
    let classes = Int(logits.sizes[1])
    let g = cotangent.assumingMemoryBound(to: F.self).pointee / F(targets.count)
    withUnsafeTemporaryAllocation(of: F.self, capacity: classes) { exponentials in
      for (row, target) in targets.enumerated() {
        let start = row * classes
        let line = Line(first: x + start, count: classes, step: 1)
        let greatest = line.greatest
        var total: F = 0
        for i in 0..<classes {
          let e = F.exp(line[i] - greatest)
          exponentials[i] = e
          total += e
        }
        let scale = g / total
        for i in 0..<classes { sum[start + i] += exponentials[i] * scale }
        sum[start + Int(target)] -= g
      }
    }
  }
}

extension Tensor {
  /// Rows with 1 at the given class and 0 elsewhere.
  fileprivate static func oneHot(_ targets: Tensor, dims: Dims, dtype: DType) -> Tensor {
    let result = zeros(dims, dtype)
    targets.withIndices {
      for (row, target) in $0.enumerated() {
        let place = row * dims[1] + Int(target)
        switch dtype {
        case .float32: result.node.data.assumingMemoryBound(to: Float.self)[place] = 1
        case .float64: result.node.data.assumingMemoryBound(to: Double.self)[place] = 1
        }
      }
    }
    return result
  }
}
