/// Where a formula takes its values: in polynomials, or in numbers at a random point.
protocol FormulaRing {
  associatedtype Element: Hashable

  /// The value of a number, or nil when it cannot be represented.
  func number(_ fraction: Fraction) -> Element?
  func symbol(_ symbol: FormulaSymbol) -> Element
  /// Nil when a coefficient becomes too large.
  func sum(_ a: Element, _ b: Element) -> Element?
  /// Nil when a coefficient becomes too large.
  func product(_ a: Element, _ b: Element) -> Element?
  /// How many elementary multiplications a product takes.
  func cost(_ a: Element, _ b: Element) -> Int
  /// Whether the element certainly is 0.
  func isZero(_ a: Element) -> Bool
}

/// A point at which every symbol has a random value modulo 2⁶¹ − 1.
///
/// Two polynomials of degree at most d that differ agree at such a point with probability at most d/2⁶¹ (Schwartz 1980,
/// "Fast probabilistic algorithms for verification of polynomial identities"; Zippel 1979).
struct RandomPoint: FormulaRing {
  private let values: [FormulaSymbol: MersenneField]

  init(of network: UnrolledNetwork, using generator: inout some RandomNumberGenerator) {
    var values: [FormulaSymbol: MersenneField] = [:]
    for symbol in network.edges.map(FormulaSymbol.partial) + network.quantities.map(FormulaSymbol.value) {
      values[symbol] = MersenneField(UInt64.random(in: 0..<MersenneField.modulus, using: &generator))
    }
    self.values = values
  }

  func number(_ fraction: Fraction) -> MersenneField? { MersenneField(fraction) }
  func symbol(_ symbol: FormulaSymbol) -> MersenneField { values[symbol] ?? MersenneField(0) }
  func sum(_ a: MersenneField, _ b: MersenneField) -> MersenneField? { a + b }
  func product(_ a: MersenneField, _ b: MersenneField) -> MersenneField? { a * b }
  func cost(_ a: MersenneField, _ b: MersenneField) -> Int { 1 }
  func isZero(_ a: MersenneField) -> Bool { a.residue == 0 }
}

/// The degrees of polynomials, or bounds for them where terms cancel.
struct DegreeRing: FormulaRing {
  func number(_ fraction: Fraction) -> Int? { 0 }
  func symbol(_ symbol: FormulaSymbol) -> Int { 1 }
  func sum(_ a: Int, _ b: Int) -> Int? { max(a, b) }

  func product(_ a: Int, _ b: Int) -> Int? {
    let (sum, overflow) = a.addingReportingOverflow(b)
    return overflow ? nil : sum
  }

  func cost(_ a: Int, _ b: Int) -> Int { 1 }
  func isZero(_ a: Int) -> Bool { false }
}

/// A polynomial with rational coefficients: monomials with multiplicities, and what each is multiplied by.
struct Polynomial: Hashable, Sendable {
  /// Symbols by number in ascending order, a power as repetition; no coefficient is 0.
  fileprivate(set) var terms: [[Int]: Fraction]
}

/// Polynomials in the symbols of a network, each known by its number.
struct PolynomialRing: FormulaRing {
  let symbols: [FormulaSymbol]
  private let numbers: [FormulaSymbol: Int]

  init(of network: UnrolledNetwork) {
    symbols = network.edges.map(FormulaSymbol.partial) + network.quantities.map(FormulaSymbol.value)
    numbers = Dictionary(uniqueKeysWithValues: symbols.enumerated().map { ($1, $0) })
  }

  /// The number of a symbol, if the network has it.
  func number(of symbol: FormulaSymbol) -> Int? { numbers[symbol] }

  func number(_ fraction: Fraction) -> Polynomial? { Polynomial(terms: fraction.isZero ? [:] : [[]: fraction]) }

  func symbol(_ symbol: FormulaSymbol) -> Polynomial {
    Polynomial(terms: numbers[symbol].map { [[$0]: Fraction(1)] } ?? [:])
  }

  func sum(_ a: Polynomial, _ b: Polynomial) -> Polynomial? {
    let (larger, other) = a.terms.count < b.terms.count ? (b, a) : (a, b)
    var sum = larger
    if other.terms.isEmpty { return sum }
    for (monomial, coefficient) in other.terms {
      guard let total = sum.terms[monomial, default: Fraction(0)].adding(coefficient) else { return nil }
      sum.terms[monomial] = total.isZero ? nil : total
    }
    return sum
  }

  func product(_ a: Polynomial, _ b: Polynomial) -> Polynomial? {
    var product = Polynomial(terms: [:])
    for (first, firstCoefficient) in a.terms {
      for (second, secondCoefficient) in b.terms {
        let monomial = Self.merged(first, second)
        guard let coefficient = firstCoefficient.multiplied(by: secondCoefficient),
          let total = product.terms[monomial, default: Fraction(0)].adding(coefficient)
        else { return nil }
        product.terms[monomial] = total.isZero ? nil : total
      }
    }
    return product
  }

  func cost(_ a: Polynomial, _ b: Polynomial) -> Int {
    let length = (a.terms.keys.first?.count ?? 0) + (b.terms.keys.first?.count ?? 0)
    let (count, overflow) = a.terms.count.multipliedReportingOverflow(by: b.terms.count)
    let (cost, tooMuch) = count.multipliedReportingOverflow(by: 1 + length / 8)
    return overflow || tooMuch ? .max : cost
  }

  func isZero(_ a: Polynomial) -> Bool { a.terms.isEmpty }

  /// Two ascending lists as one.
  private static func merged(_ a: [Int], _ b: [Int]) -> [Int] {
    if a.isEmpty { return b }
    if b.isEmpty { return a }
    return (a + b).sorted()
  }
}
