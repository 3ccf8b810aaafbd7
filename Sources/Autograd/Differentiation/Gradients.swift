extension Tensor {
  /// Whether operations on this tensor are recorded.
  ///
  /// Setting it to `true` makes the variable a leaf with a gradient of its own, as in torch; setting it to `false` makes
  /// it a constant. A result of recorded operations already requires a gradient and cannot be switched off: use
  /// ``detach()``.
  public var requiresGrad: Bool {
    get { node.needsGradient }
    set {
      guard newValue != requiresGrad else { return }
      require(
        newValue || isLeaf, "requiresGrad = false: only a leaf can be switched off; use detach() on a result")
      self = .sharing(self, dims: dims, slot: newValue ? GradientSlot() : nil)
    }
  }

  /// Whether no recorded operation made this tensor.
  public var isLeaf: Bool { SegmentPointer(segment).header.pointee.stamp == 0 }

  /// A leaf with the same elements that requires a gradient.
  public func requiringGrad() -> Tensor {
    var leaf = detach()
    leaf.requiresGrad = true
    return leaf
  }

  /// The same elements without history.
  public func detach() -> Tensor { requiresGrad ? .sharing(self, dims: dims) : self }

  /// The gradient that ``backward()`` has accumulated in this leaf, or nil; copies of the leaf share it.
  ///
  /// Always nil for results. Set it to nil to start afresh.
  public var grad: Tensor? {
    get { slot?.value }
    nonmutating set {
      require(slot != nil, "grad: only a leaf that requires a gradient has one to set")
      require(
        newValue.map { $0.dims == dims && $0.dtype == dtype } ?? true,
        "grad: the leaf has shape \(dims.description) and dtype \(dtype)")
      slot?.value = newValue
    }
  }

  /// Adds the derivative of this number with respect to every leaf it depends on to the leaves' ``grad``.
  ///
  /// Reverse-mode differentiation (Linnainmaa 1970; Rumelhart, Hinton & Williams 1986). The history stays, so calling it
  /// twice accumulates twice. Traps when the tensor is not a single number or needs no gradient.
  ///
  /// - Complexity: Time linear in the number of recorded operations; extra memory follows the width of the graph, not
  ///   its length.
  public func backward() {
    Tensor.checkDifferentiable(self, "backward")
    Tensor.walk(self) { walk in
      _ = walk.run(keeping: [])
      walk.forEachLeaf { leaf, cotangent in
        Tensor(segment: leaf.retained, offset: 0).slot?.accumulate(cotangent)
      }
    }
  }

  fileprivate static func checkDifferentiable(_ output: Tensor, _ operation: String) {
    require(
      output.requiresGrad,
      "\(operation): the tensor of shape \(output.dims.description) needs no gradient; set requiresGrad on a leaf before computing it"
    )
    require(
      output.count == 1,
      "\(operation): the gradient of a single number is defined, not of shape \(output.dims.description); reduce it first, for example with sum()"
    )
  }

  fileprivate static func walk<R>(_ output: Tensor, _ body: (inout BackwardWalk) -> R) -> R {
    withUnsafeTemporaryAllocation(byteCount: 8192, alignment: 64) { scratch in
      var walk = BackwardWalk(output: output, scratch: scratch)
      return withExtendedLifetime(output) { body(&walk) }
    }
  }
}

/// The derivatives of a number with respect to any tensors it was computed from, leaves or results.
///
/// Nothing accumulates in ``Tensor/grad``. Traps when `output` is not a single number or needs no gradient.
///
/// - Parameters:
///   - output: The number, one element in any shape.
///   - inputs: Tensors in its history.
///   - createGraph: Whether the derivatives are recorded in their turn, for derivatives of higher order.
/// - Returns: For each input ∂output/∂input in its shape, or nil where `output` does not depend on it.
/// - Complexity: As ``Tensor/backward()``; with `createGraph` some allocations for each recorded operation.
public func gradients(
  of output: Tensor, withRespectTo inputs: [Tensor], createGraph: Bool = false
) -> [Tensor?] {
  Tensor.checkDifferentiable(output, "gradients")
  if createGraph {
    var walk = TracedWalk()
    return walk.run(from: output, keeping: inputs)
  }
  return Tensor.walk(output) { walk in
    var kept = walk.run(keeping: inputs)
    walk.forEachLeaf { leaf, cotangent in
      for (index, input) in inputs.enumerated() where SegmentPointer(input.segment) == leaf { kept[index] = cotangent }
    }
    return kept
  }
}
