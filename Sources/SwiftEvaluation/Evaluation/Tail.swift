import Synchronization

/// The end of a long text.
final class Tail: Sendable {
  private static let length = 16_384
  private let text = Mutex("")

  func append(_ more: String) {
    text.withLock { text in
      text += more
      if text.utf8.count > 2 * Self.length { text = String(text.suffix(Self.length)) }
    }
  }

  func clear() { text.withLock { $0 = "" } }
  var value: String { text.withLock { $0 } }
}
