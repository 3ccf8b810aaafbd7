import Dispatch
import Foundation
import Synchronization

/// Ctrl-C and requests to end, noted for a loop that asks between its steps; the second one ends the program at once.
struct StopRequest {
  private final class Count: Sendable {
    let value = Atomic<Int>(0)
  }

  private let count = Count()
  private let sources: [any DispatchSourceSignal]

  /// Whether somebody wants an end.
  var isMade: Bool { count.value.load(ordering: .relaxed) > 0 }

  /// - Parameter note: called at the first request.
  init(note: @escaping @Sendable () -> Void) {
    sources = [SIGINT, SIGTERM, SIGHUP].map { [count] number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        if count.value.add(1, ordering: .relaxed).oldValue > 0 { _exit(130) }
        note()
      }
      source.resume()
      return source
    }
  }
}
