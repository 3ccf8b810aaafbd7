import Autograd

/// A formula: what an operation's rule becomes when it is run on symbols instead of numbers.
///
/// Products with 1, sums with 0 and the like are simplified while the formula is made, no further. A formula that grows
/// beyond ``most`` symbols is given up, so that trees stay shallow enough to be walked by recursion.
struct Expression: Sendable {
  /// The outermost step.
  let kind: Kind
  /// Whether it stands for a single number. A product of two others is taken element by element.
  let isScalar: Bool
  /// The number of symbols and steps in it; more than ``most`` if it was given up.
  let size: Int

  /// The steps that formulas are made of.
  indirect enum Kind: Sendable {
    case number(Double)
    case symbol(String)
    case sum(Expression, Expression)
    case difference(Expression, Expression)
    case product(Expression, Expression, isElementwise: Bool)
    case fraction(Expression, Expression)
    case negation(Expression)
    case power(Expression, Expression)
    case transpose(Expression)
    /// `\tanh(x)`.
    case function(String, [Expression])
    /// Something around an expression, such as bars: `|x|`.
    case enclosed(String, Expression, String)
    /// Iverson's bracket: 1 where the relation holds, else 0.
    case truth(Expression, String)
  }

  /// The greatest number of symbols and steps.
  static var most: Int { 800 }

  init(_ kind: Kind, isScalar: Bool, parts: [Expression] = []) {
    size = 1 + parts.reduce(0) { $0 + $1.size }
    self.isScalar = isScalar
    // Given up: only that it was too long is still of interest.
    self.kind = size > Self.most ? .symbol("\\ldots") : kind
  }

  static func number(_ value: Double) -> Expression { Expression(.number(value), isScalar: true) }

  /// A variable, as LaTeX writes it.
  static func symbol(_ latex: String, isScalar: Bool) -> Expression { Expression(.symbol(latex), isScalar: isScalar) }

  func function(_ name: String, isScalar: Bool? = nil) -> Expression {
    Expression(.function(name, [self]), isScalar: isScalar ?? self.isScalar, parts: [self])
  }

  /// A matrix product.
  func matrixProduct(_ other: Expression) -> Expression {
    if case (let number, let rest)? = numberAndRest { return number * rest.matrixProduct(other) }
    if case (let number, let rest)? = other.numberAndRest { return number * matrixProduct(rest) }
    return Expression(.product(self, other, isElementwise: false), isScalar: false, parts: [self, other])
  }

  var transposed: Expression {
    if isScalar { return self }
    if case .transpose(let inner) = kind { return inner }
    return Expression(.transpose(self), isScalar: false, parts: [self])
  }

  func isNumber(_ value: Double) -> Bool {
    if case .number(let number) = kind { return number == value }
    return false
  }

  var isAnyNumber: Bool {
    if case .number = kind { return true }
    return false
  }

  /// The number that a product begins with, and what follows it.
  private var numberAndRest: (Expression, Expression)? {
    guard case .product(let number, let rest, _) = kind, number.isAnyNumber else { return nil }
    return (number, rest)
  }

  private var symbolName: String? {
    if case .symbol(let name) = kind { return name }
    return nil
  }
}

// Formulas are written for `Arithmetic`, so the rules of elementwise operations run on expressions as they are, masks
// included.
extension Expression: Arithmetic {
  static func + (a: Expression, b: Expression) -> Expression {
    if a.isNumber(0) { return b }
    if b.isNumber(0) { return a }
    if case .negation(let positive) = b.kind { return a - positive }
    return Expression(.sum(a, b), isScalar: a.isScalar && b.isScalar, parts: [a, b])
  }

  static func - (a: Expression, b: Expression) -> Expression {
    if b.isNumber(0) { return a }
    if a.isNumber(0) { return -b }
    if case .negation(let positive) = b.kind { return a + positive }
    return Expression(.difference(a, b), isScalar: a.isScalar && b.isScalar, parts: [a, b])
  }

  static func * (a: Expression, b: Expression) -> Expression {
    if a.isNumber(1) || b.isNumber(0) { return b }
    if b.isNumber(1) || a.isNumber(0) { return a }
    if a.isNumber(-1) { return -b }
    if b.isNumber(-1) { return -a }
    let isScalar = a.isScalar && b.isScalar
    if case .negation(let positive) = a.kind { return -(positive * b) }
    if case .negation(let positive) = b.kind { return -(a * positive) }
    if let name = a.symbolName, name == b.symbolName { return a.pow(2) }
    if case .fraction(let numerator, let denominator) = b.kind, numerator.isNumber(1) { return a / denominator }
    // Numbers go first.
    if case (let number, let rest)? = a.numberAndRest, !b.isAnyNumber { return number * (rest * b) }
    if case (let number, let rest)? = b.numberAndRest, !a.isAnyNumber { return number * (a * rest) }
    let (first, second) = b.isAnyNumber && !a.isAnyNumber ? (b, a) : (a, b)
    return Expression(
      .product(first, second, isElementwise: !a.isScalar && !b.isScalar), isScalar: isScalar, parts: [a, b])
  }

  static func / (a: Expression, b: Expression) -> Expression {
    if b.isNumber(1) || a.isNumber(0) { return a }
    return Expression(.fraction(a, b), isScalar: a.isScalar && b.isScalar, parts: [a, b])
  }

  static prefix func - (a: Expression) -> Expression {
    switch a.kind {
    case .negation(let positive): return positive
    case .number(let number): return .number(-number)
    default: return Expression(.negation(a), isScalar: a.isScalar, parts: [a])
    }
  }

  static func + (a: Double, b: Expression) -> Expression { .number(a) + b }
  static func - (a: Double, b: Expression) -> Expression { .number(a) - b }
  static func * (a: Double, b: Expression) -> Expression { .number(a) * b }

  func exp() -> Expression {
    if case .function("\\ln", let operands) = kind { return operands[0] }
    return Expression(.power(.symbol("e", isScalar: true), self), isScalar: isScalar, parts: [self])
  }
  func log() -> Expression { function("\\ln") }
  func sqrt() -> Expression {
    Expression(.enclosed("\\sqrt{", self, "}"), isScalar: isScalar, parts: [self])
  }
  func tanh() -> Expression { function("\\tanh") }
  func sigmoid() -> Expression { function("\\sigma") }
  func sign() -> Expression { function("\\operatorname{sgn}") }
  func pow(_ exponent: Double) -> Expression {
    exponent == 1 ? self : exponent == 0 ? .number(1) : raised(to: .number(exponent))
  }
  func pow(_ exponent: Expression) -> Expression { raised(to: exponent) }
  func isGreater(than bound: Double) -> Expression { truth("> \(NumberNotation.latex(bound))") }
  func isWithin(_ least: Double, _ greatest: Double) -> Expression {
    switch (least.isFinite, greatest.isFinite) {
    case (true, true): truth("\\in [\(NumberNotation.latex(least)), \(NumberNotation.latex(greatest))]")
    case (true, false): truth("\\ge \(NumberNotation.latex(least))")
    case (false, true): truth("\\le \(NumberNotation.latex(greatest))")
    case (false, false): .number(1)
    }
  }
  func masked(by mask: Expression) -> Expression { mask * self }

  private func raised(to exponent: Expression) -> Expression {
    Expression(.power(self, exponent), isScalar: isScalar && exponent.isScalar, parts: [self, exponent])
  }

  private func truth(_ relation: String) -> Expression {
    Expression(.truth(self, relation), isScalar: isScalar, parts: [self])
  }
}
