import Testing

@testable import ComputationGraphs

@Suite struct NearestNameTests {
  @Test(arguments: [
    ("u", ["W", "U", "x1"], "U"), ("h_1", ["U", "h1", "h2"], "h1"), ("hidden", ["hiden", "loss"], "hiden"),
    ("h3", ["h1", "h2"], "h1"), ("los", ["o1", "loss"], "loss"),
  ])
  func `The nearest name`(name: String, known: [String], nearest: String) {
    #expect(UnknownName(name, among: known).nearest == nearest)
  }

  @Test func `Names that are nothing like it are not suggested`() {
    #expect(UnknownName("alpha", among: ["W", "xyz"]).nearest == nil)
    #expect(UnknownName("", among: ["W"]).nearest == nil)
    #expect(UnknownName("W", among: [""]).nearest == nil)
  }

  @Test func `A very long name is compared by its beginning`() {
    let long = String(repeating: "h", count: 1_000_000)
    #expect(UnknownName(long, among: [long + "x", "U"]).nearest == long + "x")
  }
}
