/// A backward walk in numbers: cotangents are accumulated into flat memory, nothing is recorded.
///
/// Segments are visited by descending stamp, records inside a segment from the last one reached to the first. Both are
/// topological orders (`Segment`, rules 2 and 4), so there is no sorting and no recursion. A segment's cotangents are
/// one block, given back when the segment has been visited: memory follows the width of the graph, not its length.
///
/// Complexity: time linear in the records reached, plus a heap operation for each segment.
package struct BackwardWalk: ~Copyable {
  /// The segment being visited.
  private(set) package var segment: SegmentPointer
  private var block: UnsafeMutableRawPointer
  /// Where the cotangents of what the visited segment holds are, by hold; nil where not yet looked up.
  private let held: UnsafeMutablePointer<UnsafeMutableRawPointer?>
  private var waiting = SegmentHeap()
  private var blocks: CotangentBlocks

  /// Starts from `output`, a single number whose own cotangent is 1, with scratch memory for small graphs.
  init(output: Tensor, scratch: UnsafeMutableRawBufferPointer) {
    segment = SegmentPointer(output.segment)
    let start = scratch.baseAddress.unsafelyUnwrapped
    held = start.bindMemory(to: UnsafeMutableRawPointer?.self, capacity: Self.heldCount)
    blocks = CotangentBlocks(scratch: UnsafeMutableRawBufferPointer(rebasing: scratch[(8 * Self.heldCount)...]))
    block = start
    let place = place(of: output.node, at: output.offset, in: segment, hold: Self.heldCount, zeroing: false)
    switch output.dtype {
    case .float32: place.memory.storeBytes(of: 1, as: Float.self)
    case .float64: place.memory.storeBytes(of: 1, as: Double.self)
    }
  }

  deinit { blocks.releaseAll() }

  /// Visits everything that the output depends on.
  ///
  /// - Parameter wanted: Results in the middle of the graph whose cotangents are to be kept.
  /// - Returns: Their cotangents; nil where the output does not depend on them.
  mutating func run(keeping wanted: [Tensor]) -> [Tensor?] {
    var kept = [Tensor?](repeating: nil, count: wanted.count)
    let keeps = !wanted.isEmpty
    while let next = waiting.popLatest() {
      segment = next
      let visit = blocks.beginVisit(next)
      block = visit.block + 8
      held.initialize(repeating: nil, count: min(Int(next.header.pointee.holdCount), Self.heldCount))
      var offset = visit.block.load(as: Int32.self)
      while offset >= 0 {
        let node = next.node(at: offset)
        let place = block + node.cotangentOffset
        if place.load(as: Int.self) != 0 {
          if keeps {
            for (index, tensor) in wanted.enumerated()
            where tensor.offset == offset && SegmentPointer(tensor.segment) == next {
              kept[index] = Tensor.copy(of: place + 8, dims: node.dims, dtype: node.dtype)
            }
          }
          node.fixed.pointee.operation.unsafelyUnwrapped.accumulate(stored: node, place + 8, &self)
        }
        offset = node.previous
      }
      blocks.endVisit(visit)
    }
    return kept
  }

  /// The cotangents that reached leaves, once the walk is over.
  mutating func forEachLeaf(_ body: (SegmentPointer, Tensor) -> Void) { blocks.forEachLeaf(body) }

  /// Where to add the cotangent of an operand of the record being visited; nil when it needs none.
  @inline(__always)
  package mutating func cotangent(of node: NodePointer, _ index: Int) -> UnsafeMutableRawPointer? {
    operand(of: node, index).cotangent
  }

  /// Where the cotangent of an operand of the record being visited goes, for one who writes all of it; nil when it needs
  /// none.
  package mutating func cotangentPlace(of node: NodePointer, _ index: Int) -> CotangentPlace? {
    operand(of: node, index, zeroing: false).place
  }

  /// An operand of the record being visited, and where to add its cotangent; nil when it needs none.
  @inline(__always)
  mutating func operand(of node: NodePointer, _ index: Int) -> (node: NodePointer, cotangent: UnsafeMutableRawPointer?)
  {
    let (target, place) = operand(of: node, index, zeroing: true)
    return (target, place?.memory)
  }

  @inline(__always)
  private mutating func operand(
    of node: NodePointer, _ index: Int, zeroing: Bool
  ) -> (node: NodePointer, place: CotangentPlace?) {
    let operand = node.operands[index]
    let hold = Int(operand.hold)
    guard hold >= 0 else {
      let target = segment.node(at: operand.offset)
      guard target.needsGradient else { return (target, nil) }
      return (target, Self.begun(block + target.cotangentOffset, target, zeroing))
    }
    let owner = segment.segment(of: operand)
    let target = owner.node(at: operand.offset)
    guard target.needsGradient else { return (target, nil) }
    if hold < Self.heldCount, let known = held[hold] {
      guard owner.header.pointee.stamp > 0 else { return (target, CotangentPlace(memory: known, isUndefined: false)) }
      return (target, Self.reached(known, target, operand.offset, zeroing))
    }
    return (target, place(of: target, at: operand.offset, in: owner, hold: hold, zeroing: zeroing))
  }

  /// How many holds of a segment the walk remembers the places of.
  private static var heldCount: Int { 64 }

  @inline(never)
  private mutating func place(
    of target: NodePointer, at offset: Int32, in owner: SegmentPointer, hold: Int, zeroing: Bool
  ) -> CotangentPlace {
    if owner.header.pointee.stamp == 0 {
      let place = blocks.leafCotangent(owner, target, zeroing: zeroing)
      if hold < Self.heldCount { held[hold] = place.memory }
      return place
    }
    let (place, isNew) = blocks.block(of: owner)
    if isNew { waiting.push(owner) }
    if hold < Self.heldCount { held[hold] = place }
    return Self.reached(place, target, offset, zeroing)
  }

  /// Notes in a block that the record at `offset` has a cotangent, and says where.
  @inline(__always)
  private static func reached(
    _ place: UnsafeMutableRawPointer, _ target: NodePointer, _ offset: Int32, _ zeroing: Bool
  ) -> CotangentPlace {
    if place.load(as: Int32.self) < offset { place.storeBytes(of: offset, as: Int32.self) }
    return begun(place + 8 + target.cotangentOffset, target, zeroing)
  }

  /// Notes that a cotangent is asked for; the first time, if its block was too large to zero whole, zeroes it or says that
  /// it is not.
  @inline(__always)
  private static func begun(
    _ place: UnsafeMutableRawPointer, _ target: NodePointer, _ zeroing: Bool
  ) -> CotangentPlace {
    if place.load(as: Int.self) == 0 {
      place.storeBytes(of: 1, as: Int.self)
      let bytes = target.count &* (target.flags.contains(.float64) ? 8 : 4)
      if _slowPath(bytes > CotangentBlocks.largest / 2) {
        guard zeroing else { return CotangentPlace(memory: place + 8, isUndefined: true) }
        (place + 8).initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
      }
    }
    return CotangentPlace(memory: place + 8, isUndefined: false)
  }

  /// A result or an operand of the record being visited, as a tensor.
  package func tensor(_ node: NodePointer) -> Tensor {
    Tensor(segment: segment.retained, offset: Int32(node.raw - segment.records))
  }

  package func tensor(_ node: NodePointer, _ index: Int) -> Tensor {
    let operand = node.operands[index]
    return Tensor(segment: segment.segment(of: operand).retained, offset: operand.offset)
  }
}

/// The memory of a cotangent.
package struct CotangentPlace {
  package let memory: UnsafeMutableRawPointer
  /// Whether nothing is there yet: who comes first writes all of it, who comes later adds.
  package let isUndefined: Bool

  package init(memory: UnsafeMutableRawPointer, isUndefined: Bool) {
    self.memory = memory
    self.isUndefined = isUndefined
  }
}

/// Segments waiting to be visited, latest first: a binary heap.
private struct SegmentHeap {
  private var items: [SegmentPointer] = []

  init() { items.reserveCapacity(8) }

  private static func stamp(_ segment: SegmentPointer) -> UInt64 { segment.header.pointee.stamp }

  mutating func push(_ segment: SegmentPointer) {
    items.append(segment)
    var index = items.count - 1
    let stamp = Self.stamp(segment)
    while index > 0 {
      let parent = (index - 1) / 2
      guard Self.stamp(items[parent]) < stamp else { break }
      items[index] = items[parent]
      index = parent
    }
    items[index] = segment
  }

  mutating func popLatest() -> SegmentPointer? {
    guard let top = items.first, let moved = items.popLast() else { return nil }
    guard !items.isEmpty else { return top }
    let stamp = Self.stamp(moved)
    var index = 0
    while true {
      var child = 2 * index + 1
      guard child < items.count else { break }
      if child + 1 < items.count, Self.stamp(items[child + 1]) > Self.stamp(items[child]) { child += 1 }
      guard Self.stamp(items[child]) > stamp else { break }
      items[index] = items[child]
      index = child
    }
    items[index] = moved
    return top
  }
}
