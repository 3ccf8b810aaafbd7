/// An exact rational number, in lowest terms with a positive denominator.
struct Fraction: Hashable, Sendable {
  let numerator: Int
  let denominator: Int

  init(_ numerator: Int) {
    self.numerator = numerator
    denominator = 1
  }

  /// The fraction in lowest terms, or nil when the denominator is 0 or a number is too large.
  init?(_ numerator: Int, over denominator: Int) {
    guard denominator != 0, numerator != .min, denominator != .min else { return nil }
    var (a, b) = (abs(numerator), abs(denominator))
    while b != 0 { (a, b) = (b, a % b) }
    self.numerator = (denominator < 0 ? -numerator : numerator) / a
    self.denominator = abs(denominator) / a
  }

  /// A decimal number as it is written: `12`, `0.5`; nil when it has too many digits.
  init?(decimal text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard let digits = Int(parts.joined()), let places = parts.count > 1 ? parts.last?.count : 0, places < 18 else {
      return nil
    }
    self.init(digits, over: (0..<places).reduce(1) { power, _ in power * 10 })
  }

  var isZero: Bool { numerator == 0 }

  /// The number itself, when it is whole.
  var integer: Int? { denominator == 1 ? numerator : nil }

  static prefix func - (_ a: Fraction) -> Fraction { Fraction(a) }

  private init(_ negated: Fraction) {
    numerator = -negated.numerator
    denominator = negated.denominator
  }

  /// The sum, or nil when a number becomes too large.
  func adding(_ other: Fraction) -> Fraction? {
    if denominator == 1, other.denominator == 1 {
      let (sum, overflow) = numerator.addingReportingOverflow(other.numerator)
      return overflow ? nil : Fraction(sum)
    }
    let (a, first) = numerator.multipliedReportingOverflow(by: other.denominator)
    let (b, second) = other.numerator.multipliedReportingOverflow(by: denominator)
    let (sum, third) = a.addingReportingOverflow(b)
    let (below, fourth) = denominator.multipliedReportingOverflow(by: other.denominator)
    return first || second || third || fourth ? nil : Fraction(sum, over: below)
  }

  /// The product, or nil when a number becomes too large.
  func multiplied(by other: Fraction) -> Fraction? {
    let (above, first) = numerator.multipliedReportingOverflow(by: other.numerator)
    let (below, second) = denominator.multipliedReportingOverflow(by: other.denominator)
    return first || second ? nil : Fraction(above, over: below)
  }

  /// One over the number, or nil for 0.
  var reciprocal: Fraction? { Fraction(denominator, over: numerator) }
}
