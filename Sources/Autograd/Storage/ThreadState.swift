import CLoops

/// The calling thread's state: whether it records, who it is (by its address), its clock, and its open roots.
struct ThreadState {
  let pointer: UnsafeMutablePointer<unroll_thread>

  @inline(__always)
  static var current: ThreadState { ThreadState(pointer: unroll_this_thread()) }

  @inline(__always)
  var identity: UInt { UInt(bitPattern: pointer) }

  @inline(__always)
  var records: Bool { pointer.pointee.without_gradients == 0 }

  /// A stamp later than `other` and than all that this thread has given.
  @inline(__always)
  func stamp(after other: UInt64) -> UInt64 {
    let stamp = max(pointer.pointee.clock, other) + 1
    pointer.pointee.clock = stamp
    return stamp
  }

  /// The thread's open segment of roots, with room for so many bytes more, and a reference to it for the caller.
  ///
  /// When nobody keeps anything in it, it starts again from the front: a training loop that drops its history computes
  /// in the same memory each time.
  @inline(__always)
  func roots(with bytes: Int) -> Unmanaged<Segment> {
    if let raw = pointer.pointee.roots {
      let open = SegmentPointer(raw: raw)
      if isOnlyReference(raw) {
        restart(open)
        return open.owned
      }
      if open.freeBytes >= bytes { return open.owned }
    }
    return SegmentPointer(opened()).owned
  }

  @inline(__always)
  private func isOnlyReference(_ raw: UnsafeMutableRawPointer) -> Bool {
    var segment = Unmanaged<Segment>.fromOpaque(raw)
    return withUnsafeMutablePointer(to: &segment) {
      $0.withMemoryRebound(to: Segment.self, capacity: 1) { isKnownUniquelyReferenced(&$0.pointee) }
    }
  }

  private func restart(_ open: SegmentPointer) {
    open.retained.releaseHolds()
    open.header.pointee.used = 0
    open.header.pointee.cotangentBytes = 0
    open.header.pointee.last = -1
    open.header.pointee.stamp = stamp(after: 0)
  }

  private func opened() -> Segment {
    let segment = Segment.create(
      capacity: Segment.rootsCapacity, stamp: stamp(after: 0), isRoots: true, owner: identity)
    let before = pointer.pointee.roots
    unroll_open_roots(Unmanaged.passRetained(segment).toOpaque()) { raw in
      if let raw { Unmanaged<Segment>.fromOpaque(raw).release() }
    }
    if let before { Unmanaged<Segment>.fromOpaque(before).release() }
    return segment
  }
}
