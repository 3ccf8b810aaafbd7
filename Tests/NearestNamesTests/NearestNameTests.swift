import NearestNames
import Testing

struct NearestNameTests {
  @Test(arguments: [
    ("chekc", ["check", "manual"], "check"), ("Points", ["points"], "points"), ("x", ["b", "a"], "a"),
    ("all_or_nothin", ["all_or_nothing", "name"], "all_or_nothing"),
  ])
  func isTheOneOfFewestEdits(_ name: String, _ names: [String], _ nearest: String) {
    #expect(NearestName.of(name, among: names) == nearest)
  }

  @Test func isNoneWhereMostDiffers() {
    #expect(NearestName.of("alpha", among: ["points", "name"]) == nil)
    #expect(NearestName.of("points", among: []) == nil)
    #expect(NearestName.of(String(repeating: "a", count: 1_000_000), among: ["name"]) == nil)
  }
}
