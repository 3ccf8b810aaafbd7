import Testing

@testable import ComputationGraphs

@Suite struct TimeIndexTests {
  @Test(arguments: [
    ("h3", "h", 3), ("h_3", "h", 3), ("h_{12}", "h", 12), ("h[0]", "h", 0), ("h₁₂", "h", 12), ("o_t2", "o_t", 2),
    ("état7", "état", 7),
  ])
  func `Names of steps`(name: String, base: String, step: Int) {
    #expect(TimeIndex(name)?.base == base)
    #expect(TimeIndex(name)?.step == step)
  }

  @Test(arguments: ["U", "", "12", "_3", "[3]", "h3a", "h}", "h99999999999999999999", "½", "h²"])
  func `Names of no step`(name: String) { #expect(TimeIndex(name) == nil) }
}
