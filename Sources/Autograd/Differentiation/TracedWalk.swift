/// A backward walk in tensors: every step of it is recorded, so that its results can be differentiated again.
///
/// The same order as ``BackwardWalk``, by the operations' formulas alone.
struct TracedWalk {
  private struct Place: Hashable {
    var segment: SegmentPointer
    var offset: Int32
  }

  private var cotangents: [Place: Tensor] = [:]
  /// Records with a cotangent that are still to be visited, by segment.
  private var reached: [SegmentPointer: Set<Int32>] = [:]
  /// Segments with records to visit; only the stamps matter for the order.
  private var waiting: [SegmentPointer] = []
  /// Tensors that are held fixed: the walk does not go on to what they were computed from.
  private var fixed: Set<Place> = []

  init(stoppingAt fixed: [Tensor] = []) {
    self.fixed = Set(fixed.map { Place(segment: SegmentPointer($0.segment), offset: $0.offset) })
  }

  mutating func run(from output: Tensor, keeping inputs: [Tensor]) -> [Tensor?] {
    add(.filled(output.dims, output.dtype, 1), to: output)
    // Results recorded during the walk may be appended to a segment behind the records being visited: they are
    // newer, hence never reached.
    while let segment = takeLatest() {
      while let offset = reached[segment]?.max() {
        reached[segment]?.remove(offset)
        let node = segment.node(at: offset)
        guard let cotangent = cotangents[Place(segment: segment, offset: offset)], let operation = node.operation
        else { continue }
        let operands = (0..<node.operandCount).map { index in
          let operand = node.operands[index]
          return Tensor(segment: segment.segment(of: operand).retained, offset: operand.offset)
        }
        let result = Tensor(segment: segment.retained, offset: offset)
        let partials = operation.pullback(cotangent, result, operands)
        for (operand, partial) in zip(operands, partials) {
          guard let partial, operand.requiresGrad else { continue }
          add(partial.summed(toShapeOf: operand), to: operand)
        }
      }
      reached[segment] = nil
    }
    return inputs.map { cotangents[Place(segment: SegmentPointer($0.segment), offset: $0.offset)] }
  }

  private mutating func add(_ cotangent: Tensor, to tensor: Tensor) {
    let segment = SegmentPointer(tensor.segment)
    let place = Place(segment: segment, offset: tensor.offset)
    cotangents[place] = cotangents[place].map { $0 + cotangent } ?? cotangent
    guard segment.header.pointee.stamp > 0, !fixed.contains(place) else { return }
    if reached[segment] == nil { waiting.append(segment) }
    reached[segment, default: []].insert(tensor.offset)
  }

  private mutating func takeLatest() -> SegmentPointer? {
    guard
      let best = waiting.indices.max(by: {
        waiting[$0].header.pointee.stamp < waiting[$1].header.pointee.stamp
      })
    else { return nil }
    waiting.swapAt(best, waiting.count - 1)
    return waiting.popLast()
  }
}
