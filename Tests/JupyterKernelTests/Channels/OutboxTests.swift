import Foundation
import JSONTree
import JupyterProtocol
import Testing

@testable import JupyterKernel

struct OutboxTests {
  let parent: JSONValue = ["msg_id": "1"]

  func text(_ text: String, _ stream: StandardStream = .standardOutput, parent: JSONValue? = nil) -> Outbox.Publication
  {
    .text(StreamText(text, stream, parent: parent ?? self.parent))
  }

  /// All that is to be published, each in brief.
  func all(_ outbox: Outbox, flushing: Bool = true) -> [String] {
    var all: [String] = []
    while let publication = outbox.nextPublication(flushing: flushing) {
      switch publication {
      case .frames(let frames): all.append("\(frames)")
      case .text(let text): all.append("\(text.stream.rawValue): \(text.text)")
      }
    }
    return all
  }

  @Test func textIsGatheredAndNothingElse() throws {
    let outbox = Outbox(waker: try Waker())
    for publication in [
      text("a"), text("b"), text("c", .standardError), text("d"), .frames([[1]]), text("e"), text("f", parent: [:]),
      text("g", parent: [:]),
    ] { outbox.publish(publication) }
    // The last text may still grow.
    #expect(all(outbox, flushing: false) == ["stdout: ab", "stderr: c", "stdout: d", "[[1]]", "stdout: e"])
    #expect(outbox.hasPublications)
    #expect(all(outbox) == ["stdout: fg"])
    #expect(!outbox.hasPublications)
  }

  @Test func textIsSentWhenItIsFull() throws {
    let outbox = Outbox(waker: try Waker())
    let half = String(repeating: "x", count: StreamText.fullSize / 2)
    for _ in 0..<5 { outbox.publish(text(half)) }
    #expect(all(outbox, flushing: false).map(\.utf8.count) == [8 + 2 * half.utf8.count, 8 + 2 * half.utf8.count])
    #expect(all(outbox).map(\.utf8.count) == [8 + half.utf8.count])
  }

  @Test func manyPublicationsKeepTheirOrder() throws {
    let outbox = Outbox(waker: try Waker())
    var taken: [String] = []
    for number in 0..<5000 {
      outbox.publish(.frames([Array(String(number).utf8)]))
      guard number % 3 == 0, case .frames(let frames) = outbox.nextPublication(flushing: false) else { continue }
      taken.append("\(frames)")
    }
    #expect(taken + all(outbox) == (0..<5000).map { "\([Array(String($0).utf8)])" })
  }

  // Writers that wait need threads of their own: they would take the tests' away.

  @Test(.timeLimit(.minutes(1))) func writersWaitWhileTooMuchIsUnsent() async throws {
    let outbox = Outbox(waker: try Waker(), capacity: 1000)
    Thread.detachNewThread {
      for _ in 0..<1000 { outbox.publish(.frames([[UInt8](repeating: 0, count: 100)])) }
    }
    var (count, longest) = (0, 0)
    while count < 1000 {
      var burst = 0
      while outbox.nextPublication(flushing: true) != nil { burst += 1 }
      count += burst
      longest = max(longest, burst)
      try await Task.sleep(for: .milliseconds(1))
    }
    #expect(longest < 1000)
  }

  @Test(.timeLimit(.minutes(1))) func nobodyWaitsForAClosedOutbox() async throws {
    let outbox = Outbox(waker: try Waker(), capacity: 10)
    let (ends, ended) = AsyncStream.makeStream(of: Void.self)
    Thread.detachNewThread {
      for _ in 0..<10 { outbox.publish(.frames([[UInt8](repeating: 0, count: 100)])) }
      ended.finish()
    }
    while !outbox.hasPublications { try await Task.sleep(for: .milliseconds(1)) }
    outbox.close()
    for await _ in ends {}
  }

  @Test func ordersAreTakenOnce() throws {
    let outbox = Outbox(waker: try Waker())
    outbox.order(.send([[1]], .shell))
    outbox.order(.end)
    #expect(outbox.takeOrders().count == 2)
    #expect(outbox.takeOrders().isEmpty)
  }
}
