/// A stretch of the tape: a row of records in one allocation, written once and then only read.
///
/// **Why segments.** A tensor must be a value that anyone can keep, copy and pass to another thread, and its history must
/// live exactly as long as somebody can ask for it. An object for every result does that, and pays an allocation and
/// several reference counts for each. Here small results share an allocation, under rules that keep lifetimes right:
///
/// 1. A segment is appended to only by the thread that made it. Records behind its end are unwritten, those before it
///    are never changed, so other threads read without a lock.
/// 2. A segment of *roots* holds (keeps alive) nothing but leaves. Each thread has one open, for small results of small
///    leaves and, while it has room, of what stands in it already.
/// 3. Any other result joins the segment of one of its operands, so all records of such a segment descend from its
///    first. It holds what its first record needs; later records may add leaves and roots, but nothing that has a
///    longer history. So whatever record is kept, what is kept with it is its own history, plus at most one segment's
///    worth of neighbours for each segment of that history: no chain of dead history can form.
/// 4. A segment holds only segments with an earlier `stamp`. So descending stamps are a topological order, and one in
///    which a walk soon finishes with what it has begun.
///
/// A large result has a segment of its own; so has every leaf.
///
/// - Note: This file, `Node.swift` and the stored property of `Tensor` are the package's one exception to checked
///   memory: immutability after publication, rule 1 above, is what makes `Tensor` `Sendable`.
package final class Segment: ManagedBuffer<Segment.Header, UInt64> {
  package struct Header {
    /// Address of the owning thread's state; while segments are being released, the next one to release.
    var owner: UInt
    /// Bytes for records and holds.
    var capacity: Int
    /// Bytes that records take, from the front.
    var used: Int
    /// Bytes that the cotangents of the records written so far take in a backward walk.
    var cotangentBytes: Int
    /// The most that `cotangentBytes` can become. Walks of other threads read this, which never changes.
    var blockBytes: Int
    /// 0 for a leaf; else later than all that is held, on the clock of the owning thread.
    var stamp: UInt64
    /// Whether nothing but leaves is held.
    var isRoots: Bool
    /// Number of references kept at the end of the memory, growing downwards.
    var holdCount: Int32
    /// Offset of the newest record.
    var last: Int32
  }

  /// Where records begin, seen from the object's address: object header, then `Header`.
  @inline(__always)
  static var recordsOffset: Int { 16 + MemoryLayout<Header>.stride }

  @inline(__always)
  static func create(
    capacity: Int, blockBytes: Int? = nil, stamp: UInt64, isRoots: Bool, owner: UInt
  ) -> Segment {
    let words = (capacity + 7) / 8
    let buffer = Segment.create(minimumCapacity: words) { _ in
      Header(
        owner: owner, capacity: words * 8, used: 0, cotangentBytes: 0, blockBytes: blockBytes ?? words * 8,
        stamp: stamp, isRoots: isRoots, holdCount: 0, last: -1)
    }
    return unsafeDowncast(buffer, to: Segment.self)
  }

  deinit { releaseHolds() }
}

/// A segment's address, free of reference counting: for code that runs while somebody else keeps the segment alive.
package struct SegmentPointer: Hashable {
  let raw: UnsafeMutableRawPointer

  @inline(__always)
  init(_ segment: Segment) { raw = Unmanaged.passUnretained(segment).toOpaque() }
  @inline(__always)
  init(raw: UnsafeMutableRawPointer) { self.raw = raw }

  @inline(__always)
  var header: UnsafeMutablePointer<Segment.Header> {
    (raw + 16).assumingMemoryBound(to: Segment.Header.self)
  }
  @inline(__always)
  var records: UnsafeMutableRawPointer { raw + Segment.recordsOffset }

  @inline(__always)
  func node(at offset: Int) -> NodePointer { NodePointer(raw: records + offset) }

  @inline(__always)
  package func node(at offset: Int32) -> NodePointer { NodePointer(raw: records + Int(offset)) }

  /// The object itself, one reference more that is the caller's to give on.
  @inline(__always)
  var owned: Unmanaged<Segment> { Unmanaged<Segment>.fromOpaque(raw).retain() }

  /// The object itself, one reference more.
  package var retained: Segment { Unmanaged<Segment>.fromOpaque(raw).takeUnretainedValue() }

  /// Holds stand at the end of the memory, the first one last.
  @inline(__always)
  func hold(_ index: Int) -> UnsafeMutablePointer<UnsafeMutableRawPointer> {
    (records + (header.pointee.capacity &- 8 &* (index &+ 1))).assumingMemoryBound(to: UnsafeMutableRawPointer.self)
  }

  @inline(__always)
  var freeBytes: Int { header.pointee.capacity &- header.pointee.used &- 8 &* Int(header.pointee.holdCount) }

  /// Index of a held segment, or nil when it is not among those looked at.
  ///
  /// Looks at the oldest few, where parameters are, and at the newest. Missing one costs a second reference, no more.
  @inline(__always)
  func index(of other: SegmentPointer) -> Int32? {
    let count = header.pointee.holdCount
    let end = UnsafeMutableRawPointer(hold(-1)).assumingMemoryBound(to: UnsafeMutableRawPointer.self)
    var index: Int32 = 0
    while index < min(count, 4) {
      if end[-1 &- Int(index)] == other.raw { return index }
      index &+= 1
    }
    index = count &- 1
    let last = max(4, count &- 4)
    while index >= last {
      if end[-1 &- Int(index)] == other.raw { return index }
      index &-= 1
    }
    return nil
  }

  /// Index of the hold by which a new record here may refer to `other`, which is another segment; nil when rule 3 forbids it.
  @inline(__always)
  func hold(allowing other: SegmentPointer) -> Int32? {
    let header = header, theirs = other.header
    if let known = index(of: other) { return known }
    let isAllowed =
      header.pointee.isRoots
      ? other.isSmallLeaf
      : theirs.pointee.stamp == 0 || theirs.pointee.isRoots && theirs.pointee.stamp < header.pointee.stamp
    return isAllowed ? keep(other) : nil
  }

  /// Index of the hold that keeps `other` alive as long as this segment: −1 when it is this one.
  @inline(__always)
  func take(_ other: SegmentPointer) -> Int32 {
    if other.raw == raw { return -1 }
    return index(of: other) ?? keep(other)
  }

  /// Appends a reference; the caller has checked the room.
  @inline(__always)
  private func keep(_ other: SegmentPointer) -> Int32 {
    keep(Unmanaged<Segment>.fromOpaque(other.raw).retain().toOpaque())
    return header.pointee.holdCount &- 1
  }

  /// Appends an owned reference; the caller has checked the room.
  @inline(__always)
  func keep(_ owned: UnsafeMutableRawPointer) {
    hold(Int(header.pointee.holdCount)).pointee = owned
    header.pointee.holdCount &+= 1
  }

  /// Where the record that an operand of one of this segment's records names is.
  @inline(__always)
  package func segment(of operand: Operand) -> SegmentPointer {
    operand.hold < 0 ? self : SegmentPointer(raw: hold(Int(operand.hold)).pointee)
  }
}

extension Segment {
  /// Gives up everything held, without recursion: a chain of a million segments must not need a million stack frames.
  func releaseHolds() {
    let first = SegmentPointer(self)
    guard first.header.pointee.holdCount > 0 else { return }
    guard first.header.pointee.stamp > 0 else {
      // A leaf holds a gradient slot, or the owner of elements that it shares.
      return first.releaseEach { Unmanaged<AnyObject>.fromOpaque($0).release() }
    }
    var pending: UInt = 0
    first.releaseEach { SegmentPointer.release($0, into: &pending) }
    while let raw = UnsafeMutableRawPointer(bitPattern: pending) {
      let dying = SegmentPointer(raw: raw)
      pending = dying.header.pointee.owner
      dying.releaseEach { SegmentPointer.release($0, into: &pending) }
      Unmanaged<Segment>.fromOpaque(raw).release()
    }
  }
}

extension SegmentPointer {
  @inline(__always)
  fileprivate func releaseEach(_ release: (UnsafeMutableRawPointer) -> Void) {
    for index in 0..<Int(header.pointee.holdCount) { release(hold(index).pointee) }
    header.pointee.holdCount = 0
  }

  /// Releases one reference; a segment with a history that nobody else refers to is queued instead.
  fileprivate static func release(_ raw: UnsafeMutableRawPointer, into pending: inout UInt) {
    var segment = Unmanaged<Segment>.fromOpaque(raw).takeRetainedValue()
    guard SegmentPointer(raw: raw).header.pointee.stamp > 0, isKnownUniquelyReferenced(&segment) else { return }
    SegmentPointer(raw: raw).header.pointee.owner = pending
    pending = UInt(bitPattern: Unmanaged.passRetained(segment).toOpaque())
  }
}
