/// What a learner's values over all cases have in common with right ones, or with a known mistake.
package enum ValueDiagnosis: Equatable, Sendable {
  /// Every value agrees.
  case right
  /// What was computed instead.
  case wrong(name: String, kind: Kind, firstCase: Int)

  /// The mistakes that can be seen from values alone.
  package enum Kind: Equatable, Sendable {
    /// A misconception that the author of the lab has named.
    case misconception(String)
    /// The variable holds no numbers at all.
    case notNumbers
    /// Not a number, in at least one place where a number is expected.
    case notANumber
    /// Another number of elements, or another arrangement.
    case shape(found: [Int], expected: [Int])
    /// The same values whatever the givens are.
    case constant
    /// Only zeros.
    case zeros
    /// The transposed matrix.
    case transposed
    /// The opposite sign.
    case negated
    /// A constant multiple.
    case scaled
    /// Right in this share of the cases, so that something that matters only sometimes is missing.
    case sometimes(right: Int, of: Int)
    /// None of these.
    case other
  }

  /// Judges the values that `results` has for the names of a question, in their order.
  ///
  /// Of several wrong names the first counts: the others may follow from it. A misconception is told where it fits every
  /// case for which it says something, and differs from what is expected in at least one.
  /// - Parameters:
  ///   - results: For each case the values by name; nil for what is made of no numbers.
  ///   - cases: The cases, as many.
  package static func of(
    _ results: [[String: GradedValue?]], names: [String], cases: [CheckCase], tolerance: Double? = nil
  ) -> ValueDiagnosis {
    for name in names {
      var pairs: [Pair] = []
      var first: Int?
      for (index, (result, one)) in zip(results, cases).enumerated() {
        guard let expected = one.expected[name], let entry = result[name] else { continue }
        guard let value = entry else { return .wrong(name: name, kind: .notNumbers, firstCase: index) }
        let isRight = value.agrees(with: expected, tolerance: tolerance)
        if !isRight, first == nil { first = index }
        pairs.append(Pair(value: value, expected: expected, isRight: isRight, index: index))
      }
      guard let first else { continue }
      return .wrong(name: name, kind: kind(name, pairs, cases, tolerance), firstCase: first)
    }
    return .right
  }

  private struct Pair {
    let value: GradedValue
    let expected: GradedValue
    let isRight: Bool
    let index: Int
  }

  private static func kind(_ name: String, _ pairs: [Pair], _ cases: [CheckCase], _ tolerance: Double?) -> Kind {
    if let misconception = misconception(name, pairs, cases, tolerance) { return .misconception(misconception) }
    if pairs.contains(where: { pair in
      zip(pair.value.elements, pair.expected.elements).contains { $0.isNaN && !$1.isNaN }
    }) {
      return .notANumber
    }
    if let pair = pairs.first(where: { $0.value.essentialShape != $0.expected.essentialShape }) {
      let same = pairs.allSatisfy { $0.value == pairs[0].value }
      return same && pairs.count > 1 ? .constant : .shape(found: pair.value.shape, expected: pair.expected.shape)
    }
    if pairs.allSatisfy({ $0.value.elements.allSatisfy { $0 == 0 } }) { return .zeros }
    if pairs.count > 1, pairs.allSatisfy({ $0.value == pairs[0].value }) { return .constant }
    if pairs.allSatisfy({ pair in pair.value.transposed?.agrees(with: pair.expected, tolerance: tolerance) ?? false }) {
      return .transposed
    }
    if let factor = commonFactor(pairs, tolerance) { return factor == -1 ? .negated : .scaled }
    let right = pairs.count(where: \.isRight)
    return right > 0 ? .sometimes(right: right, of: pairs.count) : .other
  }

  private static func misconception(
    _ name: String, _ pairs: [Pair], _ cases: [CheckCase], _ tolerance: Double?
  ) -> String? {
    let known = Set(cases.flatMap { $0.misconceptions.keys }).sorted()
    // A rarer one explains more: the fewest cases in which it says the same as the right answer.
    let fitting = known.compactMap { id -> (id: String, distance: Int)? in
      var distance = 0
      for pair in pairs {
        guard let supposed = cases[pair.index].misconceptions[id]?[name] else { continue }
        guard pair.value.agrees(with: supposed, tolerance: tolerance) else { return nil }
        if !supposed.agrees(with: pair.expected, tolerance: tolerance) { distance += 1 }
      }
      return distance > 0 ? (id, distance) : nil
    }
    return fitting.max { ($0.distance, $1.id) < ($1.distance, $0.id) }?.id
  }

  /// The number by which every expected value is multiplied, if there is one other than 1.
  private static func commonFactor(_ pairs: [Pair], _ tolerance: Double?) -> Double? {
    let quotients = pairs.flatMap { pair in
      zip(pair.value.elements, pair.expected.elements).compactMap { $1.magnitude > 1e-6 ? $0 / $1 : nil }
    }
    guard let factor = quotients.first, factor != 0, factor.isFinite else { return nil }
    let fits = pairs.allSatisfy { pair in
      let scaled = GradedValue(
        shape: pair.expected.shape, elements: pair.expected.elements.map { $0 * factor }, isSingle: true)
      return pair.value.agrees(with: scaled, tolerance: tolerance)
    }
    guard fits, quotients.count > 1 else { return nil }
    return (factor + 1).magnitude < 1e-3 ? -1 : factor
  }
}
