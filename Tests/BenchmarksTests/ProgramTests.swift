import Measuring
import Testing

@testable import Benchmarks

@Suite struct ProgramTests {
  /// Names go into JSON and into file names of the peers as they are.
  @Test func namesNeedNoEscaping() {
    for topic in Program.topics {
      for name in [topic.name] + topic.names + topic.starts.map(\.command) {
        #expect(!name.contains { $0 == "\"" || $0 == "\\" || $0.isNewline })
      }
      #expect(Set(topic.names).count == topic.names.count)
    }
  }
}
