import Dispatch
import Synchronization

/// The input of a program that has started before there is one.
final class LateInput: Sendable {
  private let bytes = Mutex<[UInt8]>([])
  private let isGiven = DispatchSemaphore(value: 0)

  /// Gives the input, once.
  func give(_ bytes: [UInt8]) {
    self.bytes.withLock { $0 = bytes }
    isGiven.signal()
  }

  /// Waits for it, on the thread that calls this.
  func take() -> [UInt8] {
    isGiven.wait()
    return bytes.withLock { $0 }
  }
}
