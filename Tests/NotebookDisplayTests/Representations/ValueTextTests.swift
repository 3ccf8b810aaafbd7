import Testing

@testable import NotebookDisplay

@Suite struct ValueTextTests {
  private struct Point { var x = 1 }
  private class Base { let name = "n" }
  private final class Node: Base { var next: Node? = nil }
  private struct Shown: Displayable {
    var displayData: DisplayData { DisplayData([.svg("<svg/>"), .plain("shown")]) }
  }

  @Test func values() {
    #expect(DisplayData(describing: "a\n").plain == "\"a\\n\"")
    #expect(DisplayData(describing: Point()).plain == "Point(x: 1)")
    #expect(DisplayData(describing: Node()).plain == "Node(name: \"n\", next: nil)")
    #expect(DisplayData(describing: Optional<Int>.none as Any).plain == "nil")
    #expect(DisplayData(describing: { (x: Int) in x }).plain == "((Int) -> Int)")
    #expect(DisplayData(describing: Shown()).text(.svg) == "<svg/>")
    #expect(DisplayData(describing: [1, 2]).plain == "[1, 2]")
  }

  @Test func longValuesAreCut() {
    let text = DisplayData(describing: Array(0..<1_000_000)).plain
    #expect(text.hasPrefix("[0, 1, 2") && text.hasSuffix("999999] (1000000 elements)") && text.count < 5_000)
    #expect(DisplayData(describing: String(repeating: "x", count: 100_000)).plain.count < 21_000)
  }

  @Test func exactJSON() {
    #expect(JSONText.of(0.1) == "0.1" && JSONText.of(Double.nan) == "\"nan\"" && JSONText.of(true) == "true")
    #expect(JSONText.of([[1.5, 2], [3]]) == "[[1.5,2.0],[3.0]]")
    #expect(JSONText.of(["b": 1, "a": 2]) == "{\"a\":2,\"b\":1}")
    #expect(JSONText.of(Optional<Int>.none as Any) == "null" && JSONText.of("é\"\u{1}") == "\"é\\\"\\u0001\"")
    #expect(JSONText.of(Point()) == nil && JSONText.of([Point()]) == nil)
  }

  @Test func typeNames() {
    #expect(TypeName.of([String: [Int?]].self) == "[String: [Int?]]")
  }
}
