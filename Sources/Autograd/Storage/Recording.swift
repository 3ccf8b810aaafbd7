import CLoops

// How a result gets its place on the tape. The rules are those of `Segment`.

/// The calling thread's state: whether it records, and by its address, who it is.
struct ThreadState {
  let pointer: UnsafeMutablePointer<unroll_thread>

  @inline(__always)
  static var current: ThreadState { ThreadState(pointer: unroll_this_thread()) }

  @inline(__always)
  var identity: UInt { UInt(bitPattern: pointer) }

  @inline(__always)
  var records: Bool { pointer.pointee.without_gradients == 0 }
}

/// Sizes of the parts of a record, before it has a place.
struct RecordLayout {
  var operandCount: Int
  var rank: Int
  var fieldBytes: Int
  var dataBytes: Int

  @inline(__always)
  var fieldsOffset: Int {
    MemoryLayout<Node>.stride + operandCount * MemoryLayout<Operand>.stride + (rank * 4 + 7) & ~7
  }
  @inline(__always)
  var dataOffset: Int { fieldsOffset + (fieldBytes + 7) & ~7 }
  @inline(__always)
  var total: Int { (dataOffset + dataBytes + 7) & ~7 }
}

extension Segment {
  /// Room of a segment that starts where histories meet; it doubles along a chain, up to the greatest.
  static let leastCapacity = 512
  static let greatestCapacity = 4096

  /// Writes a record at the end, without operands and elements; the caller has checked that there is room.
  @inline(__always)
  static func append(
    to segment: SegmentPointer, _ layout: RecordLayout, operation: (any Operation.Type)?, sizes: Dims, count: Int,
    flags: Node.Flags
  ) -> NodePointer {
    let header = segment.header
    let offset = header.pointee.used
    let node = segment.node(at: offset)
    node.fixed.initialize(
      to: Node(
        operation: operation, previous: header.pointee.last,
        cotangentOffset: Int32(truncatingIfNeeded: header.pointee.cotangentBytes),
        count: Int32(truncatingIfNeeded: count), operandCount: UInt16(truncatingIfNeeded: layout.operandCount),
        rank: UInt8(truncatingIfNeeded: sizes.rank), flags: flags,
        dataWord: Int32(truncatingIfNeeded: layout.dataOffset >> 3),
        fieldsWord: Int32(truncatingIfNeeded: layout.fieldsOffset >> 3)))
    let target = node.sizes
    for axis in 0..<sizes.rank { target[axis] = sizes.sizes[axis] }
    header.pointee.last = Int32(truncatingIfNeeded: offset)
    header.pointee.used = offset + layout.total
    // A word says whether the cotangent was begun; the numbers follow.
    header.pointee.cotangentBytes += 8 + (count * (flags.contains(.float64) ? 8 : 4) + 7) & ~7
    return node
  }
}

extension Tensor {
  @inline(__always)
  static func flags(_ dtype: DType) -> Node.Flags { dtype == .float64 ? .float64 : [] }

  /// A tensor without history whose elements are still to be written.
  ///
  /// - Parameter owned: References that the leaf takes over: its gradient slot, the owner of shared elements.
  @inline(__always)
  static func leaf(
    _ dims: Dims, _ flags: Node.Flags, dataBytes: Int? = nil, holding owned: UnsafeMutableRawPointer? = nil,
    _ ownedToo: UnsafeMutableRawPointer? = nil
  ) -> Tensor {
    let count = dims.count
    require(count <= Int(Int32.max), "\(dims.description): a tensor has at most 2³¹ − 1 elements")
    let layout = RecordLayout(
      operandCount: 0, rank: dims.rank, fieldBytes: 0,
      dataBytes: dataBytes ?? count * (flags.contains(.float64) ? 8 : 4))
    let room = layout.total + (owned == nil ? 0 : 8) + (ownedToo == nil ? 0 : 8)
    let segment = Segment.create(capacity: room, level: 0, owner: 0)
    let pointer = SegmentPointer(segment)
    _ = Segment.append(to: pointer, layout, operation: nil, sizes: dims, count: count, flags: flags)
    if let owned { pointer.keep(owned) }
    if let ownedToo { pointer.keep(ownedToo) }
    return Tensor(segment: segment, offset: 0)
  }

  /// A tensor without history that shares the elements of `source`; small ones are copied instead.
  static func sharing(_ source: Tensor, dims: Dims, slot: GradientSlot? = nil) -> Tensor {
    let node = source.node
    var flags = node.flags.intersection([.float64])
    if slot != nil { flags.insert(.needsGradient) }
    let slotReference = slot.map { Unmanaged.passRetained($0).toOpaque() }
    // A recorded result is copied even when large: sharing would keep its history alive.
    guard node.count * node.dtype.size > 64, let owner = source.ownerOfElements else {
      let copy = leaf(dims, flags, holding: slotReference)
      copy.node.data.copyMemory(from: node.data, byteCount: node.count * node.dtype.size)
      return withExtendedLifetime(source) { copy }
    }
    let elements = node.data
    flags.insert(.alias)
    let reference = Unmanaged.passRetained(owner).toOpaque()
    let shared =
      if let slotReference {
        leaf(dims, flags, dataBytes: 8, holding: slotReference, reference)
      } else {
        leaf(dims, flags, dataBytes: 8, holding: reference)
      }
    let node0 = shared.node
    (node0.raw + Int(node0.fixed.pointee.dataWord) * 8).storeBytes(of: elements, as: UnsafeMutableRawPointer.self)
    return shared
  }

  /// The leaf segment that the elements stand in, or nil when they stand in a history.
  private var ownerOfElements: Segment? {
    let pointer = SegmentPointer(segment)
    guard pointer.header.pointee.level == 0 else { return nil }
    guard node.flags.contains(.alias) else { return segment }
    return SegmentPointer(raw: pointer.hold(Int(pointer.header.pointee.holdCount) - 1).pointee).retained
  }

  /// The result of an operation, with its place on the tape if a gradient may be asked for; elements not yet written.
  @inline(__always)
  static func result<O: Operation>(
    of operation: O, _ x: Tensor, dims: Dims, dtype: DType, alias: Bool = false
  ) -> Tensor {
    let thread = ThreadState.current
    guard x.node.needsGradient && thread.records else { return leaf(dims, flags(dtype)) }
    let (count, layout) = plan(operation, operands: 1, dims, dtype, alias: alias)
    let own = SegmentPointer(x.segment)
    let segment: Segment
    if alias {
      // Its cotangent is larger than its record, so it shares a segment with nobody.
      segment = Segment.create(
        capacity: layout.total + 8, blockBytes: 16 + count * dtype.size, level: own.header.pointee.level + 1,
        owner: thread.identity)
    } else if own.accepts(layout.total + 8, thread) {
      segment = x.segment
    } else {
      segment = Segment.starting(
        layout.total + 8, level: own.header.pointee.level, room: own.header.pointee.capacity, thread)
    }
    return append(operation, layout, count, to: segment, dims, dtype, alias: alias) { node, pointer in
      node.operands[0] = Operand(hold: pointer.take(own), offset: x.offset)
    }
  }

  /// As above, of two operands.
  @inline(__always)
  static func result<O: Operation>(of operation: O, _ x: Tensor, _ y: Tensor, dims: Dims, dtype: DType) -> Tensor {
    let thread = ThreadState.current
    guard x.node.needsGradient || y.node.needsGradient, thread.records else { return leaf(dims, flags(dtype)) }
    let (count, layout) = plan(operation, operands: 2, dims, dtype, alias: false)
    let (first, second) = (SegmentPointer(x.segment), SegmentPointer(y.segment))
    let room = layout.total + 16
    let segment: Segment
    if first.accepts(room, thread) && first.mayReferTo(second) {
      segment = x.segment
    } else if second.accepts(room, thread) && second.mayReferTo(first) {
      segment = y.segment
    } else {
      let (a, b) = (first.header.pointee, second.header.pointee)
      segment = Segment.starting(room, level: max(a.level, b.level), room: max(a.capacity, b.capacity), thread)
    }
    return append(operation, layout, count, to: segment, dims, dtype, alias: false) { node, pointer in
      node.operands[0] = Operand(hold: pointer.take(first), offset: x.offset)
      node.operands[1] = Operand(hold: pointer.take(second), offset: y.offset)
    }
  }

  /// As above, of any number of operands.
  static func result<O: Operation>(of operation: O, _ operands: [Tensor], dims: Dims, dtype: DType) -> Tensor {
    let thread = ThreadState.current
    guard operands.contains(where: { $0.node.needsGradient }), thread.records else { return leaf(dims, flags(dtype)) }
    require(operands.count <= Int(UInt16.max), "\(operation.name): at most 65,535 operands")
    let (count, layout) = plan(operation, operands: operands.count, dims, dtype, alias: false)
    let level = operands.map { SegmentPointer($0.segment).header.pointee.level }.max() ?? 0
    let segment = Segment.starting(layout.total + 8 * operands.count, level: level, room: 0, thread)
    return append(operation, layout, count, to: segment, dims, dtype, alias: false) { node, pointer in
      for (index, operand) in operands.enumerated() {
        node.operands[index] = Operand(hold: pointer.take(SegmentPointer(operand.segment)), offset: operand.offset)
      }
    }
  }

  @inline(__always)
  private static func plan<O: Operation>(
    _ operation: O, operands: Int, _ dims: Dims, _ dtype: DType, alias: Bool
  ) -> (count: Int, layout: RecordLayout) {
    let count = dims.count
    require(count <= Int(Int32.max), "\(operation.name): \(dims.description) has more than 2³¹ − 1 elements")
    return (
      count,
      RecordLayout(
        operandCount: operands, rank: dims.rank, fieldBytes: MemoryLayout<O>.size,
        dataBytes: alias ? 8 : count * dtype.size)
    )
  }

  @inline(__always)
  private static func append<O: Operation>(
    _ operation: O, _ layout: RecordLayout, _ count: Int, to segment: Segment, _ dims: Dims, _ dtype: DType,
    alias: Bool,
    operands: (NodePointer, SegmentPointer) -> Void
  ) -> Tensor {
    let pointer = SegmentPointer(segment)
    let offset = Int32(truncatingIfNeeded: pointer.header.pointee.used)
    var flags = flags(dtype).union(.needsGradient)
    if alias { flags.insert(.alias) }
    let node = Segment.append(to: pointer, layout, operation: O.self, sizes: dims, count: count, flags: flags)
    operands(node, pointer)
    if MemoryLayout<O>.size > 0 {
      (node.raw + layout.fieldsOffset).storeBytes(of: operation, as: O.self)
    }
    return Tensor(segment: segment, offset: offset)
  }
}

extension SegmentPointer {
  /// Whether the thread may append a record of so many bytes, holds included: rule 1.
  @inline(__always)
  func accepts(_ bytes: Int, _ thread: ThreadState) -> Bool {
    header.pointee.owner == thread.identity && freeBytes >= bytes && header.pointee.level > 0
  }
}

extension Segment {
  /// A new segment above what it will hold, with room for its first record and, where histories go on, for more.
  @inline(__always)
  static func starting(_ bytes: Int, level: UInt32, room: Int, _ thread: ThreadState) -> Segment {
    // What is computed from leaves alone is mostly met by a longer history at once, so it gets no room to grow.
    let wanted = level == 0 ? bytes : min(max(2 * room, leastCapacity), greatestCapacity)
    return create(capacity: max(bytes, wanted), level: level + 1, owner: thread.identity)
  }
}
