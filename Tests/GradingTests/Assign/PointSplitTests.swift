import JSONTree
import Testing

@testable import Grading

struct PointSplitTests {
  @Test(
    arguments: [
      (nil, [], false, 1, nil, []), (nil, [], true, 1, 1, []), (3, [nil, nil], true, 3, 1, [1, 1]),
      (nil, [nil, nil], false, 1, nil, [0.5, 0.5]), (nil, [2, nil], true, 2, 0, [2, 0]),
      (6, [2, 2, nil, nil], false, 6, nil, [2, 2, 1, 1]), (3, [1, 2], false, 3, nil, [1, 2]),
      (0.3, [0.1, 0.1, 0.1], false, 0.3, nil, [0.1, 0.1, 0.1]), (0, [nil], false, 0, nil, [0]),
    ] as [(Double?, [Double?], Bool, Double, Double?, [Double])])
  func sharesByOttersRules(
    _ question: Double?, _ named: [Double?], _ hasCheck: Bool, _ total: Double, _ check: Double?, _ tests: [Double]
  ) throws {
    let split = try PointSplit(question: question, tests: named, hasCheck: hasCheck)
    #expect(split.total == total)
    #expect(split.check == check)
    #expect(split.tests == tests)
  }

  @Test(
    arguments: [
      (2, [3], true, "its tests name 3 points together, and the question has 2"),
      (
        2.5, [1], false,
        "its tests name 1 points together, the question has 2.5, and nothing is left to be worth the rest"
      ),
    ] as [(Double?, [Double?], Bool, String)])
  func whatDoesNotAddUpIsAFault(_ question: Double?, _ tests: [Double?], _ hasCheck: Bool, _ reason: String) {
    let fault = #expect(throws: CellFault.self) {
      try PointSplit(question: question, tests: tests, hasCheck: hasCheck)
    }
    #expect(fault?.reason == reason)
  }

  @Test func wholeNumbersAreKeptAsSuch() {
    #expect(PointSplit.member(2) == .init(name: "points", value: 2))
    #expect(PointSplit.member(0.5, "check_points") == .init(name: "check_points", value: 0.5))
    #expect(PointSplit.shown(1e300).hasPrefix("1e"))
  }
}
