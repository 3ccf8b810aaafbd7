/// The signatures of the last messages: one that comes twice is a recording played back.
///
/// Bounded, since a kernel runs for weeks: the oldest is forgotten for the newest.
package struct ReplayGuard: Sendable {
  private let capacity: Int
  private var seen: Set<[UInt8]> = []
  private var order: [[UInt8]] = []
  private var oldest = 0

  /// - Parameter capacity: How many signatures are remembered; about 150 bytes each.
  package init(capacity: Int = 65536) {
    precondition(capacity > 0, "a guard that remembers nothing guards nothing")
    self.capacity = capacity
  }

  /// Remembers `signature`. Throws if it is remembered already.
  ///
  /// To be called with signatures that were found right only: others must not push those out.
  package mutating func admit(_ signature: [UInt8]) throws(WireError) {
    guard seen.insert(signature).inserted else { throw .replayed }
    if order.count < capacity {
      order.append(signature)
    } else {
      seen.remove(order[oldest])
      order[oldest] = signature
      oldest = (oldest + 1) % capacity
    }
  }
}
