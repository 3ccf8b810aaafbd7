import JSONTree

/// How a question's points are shared among its check and its tests, by Otter's rules.
///
/// - Where no test names its points, the question's (1, if it names none) are shared equally.
/// - Where a test does and the question does not, what names none is worth 0.
/// - Where both do, what names none shares the rest equally.
///
/// The check of a question counts as one that names none.
package struct PointSplit: Equatable, Sendable {
  /// What the whole question is worth.
  package let total: Double
  /// What its check is worth; nil where it has none.
  package let check: Double?
  /// What each test is worth.
  package let tests: [Double]

  /// - Parameters:
  ///   - question: the points that the question names.
  ///   - tests: the points that each test names.
  init(question: Double?, tests: [Double?], hasCheck: Bool) throws(CellFault) {
    let named = tests.compactMap(\.self)
    let sum = named.reduce(0, +)
    let unnamed = tests.count - named.count + (hasCheck ? 1 : 0)
    total = question ?? (named.isEmpty ? 1 : sum)
    let rest = total - sum
    guard rest >= -1e-9 else {
      throw CellFault(
        reason: "its tests name \(Self.shown(sum)) points together, and the question has \(Self.shown(total))")
    }
    guard unnamed > 0 || named.isEmpty || rest <= 1e-9 else {
      throw CellFault(
        reason: "its tests name \(Self.shown(sum)) points together, the question has \(Self.shown(total)), "
          + "and nothing is left to be worth the rest")
    }
    let share = unnamed > 0 ? max(0, rest) / Double(unnamed) : 0
    check = hasCheck ? share : nil
    self.tests = tests.map { $0 ?? share }
  }

  /// Points as a notebook keeps them: a whole number as such.
  static func member(_ points: Double, _ name: String = "points") -> JSONValue.Member {
    JSONValue.Member(name: name, value: Int(exactly: points).map(JSONValue.integer) ?? JSONValue(points))
  }

  /// `2`, not `2.0`.
  static func shown(_ points: Double) -> String {
    Int(exactly: points).map(String.init) ?? String(points)
  }
}
