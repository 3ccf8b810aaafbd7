import Synchronization

/// Where a leaf's gradient accumulates. All copies of the leaf share it; a lock makes that safe across threads.
final class GradientSlot: Sendable {
  private let gradient = Mutex<Tensor?>(nil)

  var value: Tensor? {
    get { gradient.withLock { $0 } }
    set { gradient.withLock { $0 = newValue } }
  }

  func accumulate(_ cotangent: Tensor) {
    gradient.withLock { sum in
      sum = sum.map { old in withoutGradients { old + cotangent } } ?? cotangent
    }
  }
}

extension Tensor {
  /// The slot of a leaf that requires a gradient.
  var slot: GradientSlot? {
    let pointer = SegmentPointer(segment)
    guard pointer.header.pointee.stamp == 0, node.needsGradient else { return nil }
    return Unmanaged<GradientSlot>.fromOpaque(pointer.hold(0).pointee).takeUnretainedValue()
  }
}
