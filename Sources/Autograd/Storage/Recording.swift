import CLoops

// How a result gets its place on the tape. The rules are those of `Segment`.

extension SegmentPointer {
  /// Writes a record at the end, without operands, fields and elements; the caller has checked that there is room.
  @inline(__always)
  func append(
    _ layout: RecordLayout, operation: (any Operation.Type)?, _ form: Form, _ flags: Node.Flags
  ) -> NodePointer {
    let header = header
    let offset = header.pointee.used
    let node = node(at: offset)
    node.fixed.initialize(
      to: Node(
        operation: operation, count: Int32(truncatingIfNeeded: form.count),
        previousWord: UInt16(truncatingIfNeeded: header.pointee.last >> 3),
        cotangentWord: UInt16(truncatingIfNeeded: header.pointee.cotangentBytes >> 3),
        dataPlace: UInt16(truncatingIfNeeded: layout.dataOffset(at: node.raw) >> 2),
        operandCount: UInt16(truncatingIfNeeded: layout.operandCount), rank: UInt8(truncatingIfNeeded: form.rank),
        flags: flags))
    let sizes =
      UnsafeMutablePointer<Int32>(OpaquePointer(node.raw + MemoryLayout<Node>.stride))
      + layout.operandCount
    for axis in 0..<form.rank { sizes[axis] = form.sizes[axis] }
    header.pointee.last = Int32(truncatingIfNeeded: offset)
    header.pointee.used = offset &+ layout.total
    // A word says whether the cotangent was begun; the numbers follow.
    let bytes = form.count &* (flags.contains(.float64) ? 8 : 4)
    header.pointee.cotangentBytes &+= 8 &+ (bytes &+ 7) & ~7
    return node
  }

  /// Whether the thread may append a record of so many bytes, holds included: rule 1.
  @inline(__always)
  func accepts(_ bytes: Int, _ thread: ThreadState) -> Bool {
    header.pointee.owner == thread.identity && freeBytes >= bytes
  }

  /// Whether a result computed from this alone may stand in the thread's open roots: rule 2.
  @inline(__always)
  var isSmallLeaf: Bool { header.pointee.stamp == 0 && header.pointee.capacity <= Segment.smallLeaf }
}

extension Segment {
  /// Room of a segment with a history: from the least, doubling along a strand, up to the greatest.
  static var leastCapacity: Int { 448 }
  static var greatestCapacity: Int { 4096 }
  /// Room of a thread's open roots: a step of the lab fits.
  static var rootsCapacity: Int { 2048 }
  /// Leaves that the open roots may keep alive beyond their time are no larger, in bytes of their segment.
  static var smallLeaf: Int { 256 }

  /// A new segment later than what it will hold, with room for its first record and, where a history goes on, for more.
  @inline(never)
  static func starting(
    _ bytes: Int, above first: SegmentPointer, _ second: SegmentPointer, _ thread: ThreadState
  ) -> Segment {
    let (a, b) = (first.header, second.header)
    let isRoots = a.pointee.stamp == 0 && b.pointee.stamp == 0
    // Twice what the strand's last segment took if that is full, else as much: a long strand gets long segments, a short
    // one wastes little. Where two histories meet, the shorter strand is the one that goes on here: the longer one has
    // its own place.
    let strand =
      a.pointee.isRoots || a.pointee.stamp == 0
      ? second : b.pointee.isRoots || b.pointee.stamp == 0 || a.pointee.used < b.pointee.used ? first : second
    let before = strand.header.pointee.used * (strand.freeBytes < bytes ? 2 : 1)
    let wanted = isRoots ? bytes : min(max(before, Segment.leastCapacity), Segment.greatestCapacity)
    return create(
      capacity: max(bytes, wanted), stamp: thread.stamp(after: max(a.pointee.stamp, b.pointee.stamp)), isRoots: isRoots,
      owner: thread.identity)
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
    _ form: Form, _ flags: Node.Flags, dataBytes: Int? = nil, holding owned: UnsafeMutableRawPointer? = nil,
    _ ownedToo: UnsafeMutableRawPointer? = nil
  ) -> Tensor {
    let layout = RecordLayout(
      operandCount: 0, form, fieldBytes: 0,
      dataBytes: dataBytes ?? form.count * (flags.contains(.float64) ? 8 : 4),
      dataAlignment: dataBytes != nil || flags.contains(.float64) ? 8 : 4)
    let room = layout.total + (owned == nil ? 0 : 8) + (ownedToo == nil ? 0 : 8)
    let segment = Segment.create(capacity: room, stamp: 0, isRoots: false, owner: 0)
    let pointer = SegmentPointer(segment)
    _ = pointer.append(layout, operation: nil, form, flags)
    if let owned { pointer.keep(owned) }
    if let ownedToo { pointer.keep(ownedToo) }
    return Tensor(segment: segment, offset: 0)
  }

  @inline(__always)
  static func leaf(
    _ dims: Dims, _ flags: Node.Flags, dataBytes: Int? = nil, holding owned: UnsafeMutableRawPointer? = nil,
    _ ownedToo: UnsafeMutableRawPointer? = nil
  ) -> Tensor {
    dims.withForm { leaf($0, flags, dataBytes: dataBytes, holding: owned, ownedToo) }
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
    flags.insert(.alias)
    let reference = Unmanaged.passRetained(owner).toOpaque()
    let shared =
      if let slotReference {
        leaf(dims, flags, dataBytes: 8, holding: slotReference, reference)
      } else {
        leaf(dims, flags, dataBytes: 8, holding: reference)
      }
    shared.node.setAlias(of: node.data)
    return shared
  }

  /// The leaf segment that the elements stand in, or nil when they stand in a history.
  private var ownerOfElements: Segment? {
    let pointer = SegmentPointer(segment)
    guard pointer.header.pointee.stamp == 0 else { return nil }
    guard node.flags.contains(.alias) else { return segment }
    return SegmentPointer(raw: pointer.hold(Int(pointer.header.pointee.holdCount) - 1).pointee).retained
  }

  /// The result of an operation, with its place on the tape if a gradient may be asked for; elements not yet written.
  ///
  /// - Parameter alias: Whether the elements will be the operand's own (`NodePointer.setAlias`).
  @inline(__always)
  static func result<O: Operation>(
    of operation: O, _ x: Tensor, form: Form, dtype: DType, alias: Bool = false
  ) -> Tensor {
    let thread = ThreadState.current
    guard x.node.needsGradient && thread.records else { return leaf(form, flags(dtype)) }
    let dataBytes = form.count &* dtype.size
    let layout = RecordLayout(
      operandCount: 1, form, fieldBytes: MemoryLayout<O>.size, dataBytes: alias ? 8 : dataBytes,
      dataAlignment: alias ? 8 : dtype.size)
    let own = SegmentPointer(x.segment)
    let room = layout.total &+ 8
    let place: Placement
    if alias {
      // Its cotangent is larger than its record, so it shares a segment with nobody.
      place = Placement(
        in: Segment.create(
          capacity: room, blockBytes: 16 + dataBytes, stamp: thread.stamp(after: own.header.pointee.stamp),
          isRoots: x.isLeaf, owner: 0), own, own)
    } else if own.accepts(room, thread) {
      place = Placement(segment: own.owned, first: -1, second: -1)
    } else {
      place = Placement.found(own, own, room, thread)
    }
    return append(operation, layout, to: place.segment, form, dtype, alias ? .alias : []) { operands in
      operands[0] = Operand(hold: place.first, offset: x.offset)
    }
  }

  /// As above, of two operands.
  @inline(__always)
  static func result<O: Operation>(of operation: O, _ x: Tensor, _ y: Tensor, form: Form, dtype: DType) -> Tensor {
    let thread = ThreadState.current
    guard x.node.needsGradient || y.node.needsGradient, thread.records else { return leaf(form, flags(dtype)) }
    let layout = RecordLayout(
      operandCount: 2, form, fieldBytes: MemoryLayout<O>.size, dataBytes: form.count &* dtype.size,
      dataAlignment: dtype.size)
    let (first, second) = (SegmentPointer(x.segment), SegmentPointer(y.segment))
    let room = layout.total &+ 16
    let place =
      first == second && first.accepts(room, thread)
      ? Placement(segment: first.owned, first: -1, second: -1) : Placement.found(first, second, room, thread)
    return append(operation, layout, to: place.segment, form, dtype, []) { operands in
      operands[0] = Operand(hold: place.first, offset: x.offset)
      operands[1] = Operand(hold: place.second, offset: y.offset)
    }
  }

  /// The most operands of one operation: a record counts its parts in 16 bits.
  static var mostOperands: Int { 65_000 }

  /// A tensor without history whose elements are still to be written, by code that knows their memory.
  package static func uninitialized(_ shape: [Int], dtype: DType) -> Tensor { leaf(Dims(shape), flags(dtype)) }

  /// As above, of any number of operands, in a segment of its own.
  package static func result<O: Operation>(of operation: O, _ operands: [Tensor], dims: Dims, dtype: DType) -> Tensor {
    let thread = ThreadState.current
    guard operands.contains(where: { $0.node.needsGradient }), thread.records else { return leaf(dims, flags(dtype)) }
    require(
      operands.count <= Tensor.mostOperands,
      "\(operation.name): \(operands.count) operands; at most \(Tensor.mostOperands) are possible")
    return dims.withForm { form in
      let layout = RecordLayout(
        operandCount: operands.count, form, fieldBytes: MemoryLayout<O>.size, dataBytes: form.count * dtype.size,
        dataAlignment: dtype.size)
      let headers = operands.map { SegmentPointer($0.segment).header }
      let segment = Segment.create(
        capacity: layout.total + 8 * operands.count,
        stamp: thread.stamp(after: headers.map(\.pointee.stamp).max() ?? 0),
        isRoots: headers.allSatisfy { $0.pointee.stamp == 0 }, owner: thread.identity)
      let pointer = SegmentPointer(segment)
      return append(operation, layout, to: .passRetained(segment), form, dtype, []) { places in
        for (index, operand) in operands.enumerated() {
          places[index] = Operand(hold: pointer.take(SegmentPointer(operand.segment)), offset: operand.offset)
        }
      }
    }
  }

  @inline(__always)
  static func result<O: Operation>(
    of operation: O, _ x: Tensor, dims: Dims, dtype: DType, alias: Bool = false
  ) -> Tensor {
    dims.withForm { result(of: operation, x, form: $0, dtype: dtype, alias: alias) }
  }

  @inline(__always)
  static func result<O: Operation>(of operation: O, _ x: Tensor, _ y: Tensor, dims: Dims, dtype: DType) -> Tensor {
    dims.withForm { result(of: operation, x, y, form: $0, dtype: dtype) }
  }

  /// Writes a record into a segment, of which it takes over a reference.
  @inline(__always)
  private static func append<O: Operation>(
    _ operation: O, _ layout: RecordLayout, to segment: Unmanaged<Segment>, _ form: Form, _ dtype: DType,
    _ extra: Node.Flags, operands: (UnsafeMutablePointer<Operand>) -> Void
  ) -> Tensor {
    let pointer = SegmentPointer(raw: segment.toOpaque())
    let offset = Int32(truncatingIfNeeded: pointer.header.pointee.used)
    let node = pointer.append(layout, operation: O.self, form, flags(dtype).union([.needsGradient, extra]))
    operands(node.operands)
    if MemoryLayout<O>.size > 0 {
      (node.raw + RecordLayout.fieldsOffset(operandCount: layout.operandCount, rank: form.rank))
        .storeBytes(of: operation, as: O.self)
    }
    return Tensor(segment: segment.takeRetainedValue(), offset: offset)
  }
}

/// The segment that a record goes into, with a reference for it, and by which holds it refers to its operands.
private struct Placement {
  let segment: Unmanaged<Segment>
  let first: Int32
  let second: Int32

  @inline(__always)
  init(segment: Unmanaged<Segment>, first: Int32, second: Int32) {
    self.segment = segment
    self.first = first
    self.second = second
  }

  /// In a segment that has room for holds and may refer to both.
  @inline(__always)
  init(in segment: Segment, _ first: SegmentPointer, _ second: SegmentPointer) {
    let pointer = SegmentPointer(segment)
    self.init(segment: pointer.owned, first: pointer.take(first), second: pointer.take(second))
  }

  /// The place by the rules of `Segment`, for a record of operands that stand in `first` and `second`.
  @inline(never)
  static func found(
    _ first: SegmentPointer, _ second: SegmentPointer, _ room: Int, _ thread: ThreadState
  ) -> Placement {
    // Not for what stands in roots that are full: the next roots would keep them, and so a chain of dead history.
    if first.isSmallLeaf && second.isSmallLeaf && room <= Segment.rootsCapacity / 2 {
      let roots = thread.roots(with: room)
      let pointer = SegmentPointer(raw: roots.toOpaque())
      return Placement(segment: roots, first: pointer.take(first), second: pointer.take(second))
    }
    if first.accepts(room, thread) {
      if first == second { return Placement(segment: first.owned, first: -1, second: -1) }
      if let hold = first.hold(allowing: second) { return Placement(segment: first.owned, first: -1, second: hold) }
    }
    if second.accepts(room, thread), let hold = second.hold(allowing: first) {
      return Placement(segment: second.owned, first: hold, second: -1)
    }
    return Placement(in: Segment.starting(room, above: first, second, thread), first, second)
  }
}
