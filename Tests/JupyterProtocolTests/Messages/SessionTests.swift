import Testing

@testable import JupyterProtocol

struct SessionTests {
  @Test func identifiersAreRandomUUIDs() {
    let identifiers = (0..<1000).map { _ in Session.randomIdentifier() }
    #expect(Set(identifiers).count == 1000)
    for identifier in identifiers {
      let parts = identifier.split(separator: "-")
      #expect(parts.map(\.count) == [8, 4, 4, 4, 12])
      #expect(parts.allSatisfy { $0.allSatisfy(\.isHexDigit) })
      #expect(parts[2].first == "4")
      #expect("89ab".contains(parts[3].prefix(1)))
    }
  }
}
