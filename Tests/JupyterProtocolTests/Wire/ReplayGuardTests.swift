import Testing

@testable import JupyterProtocol

struct ReplayGuardTests {
  @Test func whatCameBeforeIsRefused() throws {
    var replays = ReplayGuard()
    for signature in [[1], [2], []] as [[UInt8]] { try replays.admit(signature) }
    for signature in [[1], [2], []] as [[UInt8]] {
      #expect(throws: WireError.replayed) { try replays.admit(signature) }
    }
  }

  @Test func exactlyTheOldestAreForgotten() throws {
    var replays = ReplayGuard(capacity: 10)
    func signature(_ number: Int) -> [UInt8] { Array(String(number).utf8) }
    for number in 0..<35 {
      try replays.admit(signature(number))
      for recent in max(0, number - 9)...number {
        #expect(throws: WireError.replayed) { try replays.admit(signature(recent)) }
      }
    }
    try replays.admit(signature(24))
  }
}
