/// Which paths a formula leaves out or counts too often for one number of steps, and what else it counts.
struct PathDifference {
  let length: Int
  private(set) var missing: [UnrolledNetwork.Path] = []
  private(set) var repeated: [UnrolledNetwork.Path] = []
  /// The products that no path gives, as monomials.
  private(set) var extra: [[Int]] = []
  /// Whether a path is counted half, or negatively, or another number of times that is not whole.
  private(set) var hasOddCoefficients = false
  private let ring: PolynomialRing
  private let extraCoefficients: [[Int]: Fraction]

  /// The difference of a formula's polynomial from the sum over all paths.
  init(_ polynomial: Polynomial, _ exam: FormulaExam, _ ring: PolynomialRing) {
    self.ring = ring
    length = exam.network.length
    var rest = polynomial.terms
    let paths = exam.network.paths(from: exam.parameter, to: exam.loss)
      .sorted { ($0.edges.count, $0.description) < ($1.edges.count, $1.description) }
    for path in paths {
      let coefficient = rest.removeValue(forKey: ring.monomial(path)) ?? Fraction(0)
      guard let count = coefficient.integer, count >= 0 else {
        hasOddCoefficients = true
        continue
      }
      if count == 0 { missing.append(path) }
      if count > 1 { repeated.append(path) }
    }
    extraCoefficients = rest
    extra = rest.keys.sorted { $0.count == $1.count ? $0.lexicographicallyPrecedes($1) : $0.count < $1.count }
  }

  /// The monomial of a path that is counted.
  func monomial(_ path: UnrolledNetwork.Path) -> [Int] { ring.monomial(path) }

  /// The products that no path gives.
  var products: [FormulaDiagnosis.Product] {
    extra.map { monomial in
      var parts: [String] = []
      if let coefficient = extraCoefficients[monomial], coefficient != Fraction(1) || monomial.isEmpty {
        parts.append(coefficient.integer.map(String.init) ?? "\(coefficient.numerator)/\(coefficient.denominator)")
      }
      // From the loss backwards, as the chain rule is written.
      let symbols = monomial.map { ring.symbols[$0] }.reversed()
      parts += symbols.prefix(12).map(\.description) + (symbols.count > 12 ? ["…"] : [])
      let edges = symbols.compactMap { if case .partial(let edge) = $0 { edge } else { nil } }
      return FormulaDiagnosis.Product(edges: edges, description: parts.joined(separator: " · "))
    }
  }

  /// What would have to change in the first product that no path gives to make it a missing path's, if that is one factor.
  var firstChange: (monomial: [Int], kind: FormulaDiagnosis.Kind)? {
    for monomial in extra {
      for path in missing {
        let target = ring.monomial(path)
        let (added, removed) = (Self.subtract(monomial, target), Self.subtract(target, monomial))
        switch (added.count, removed.count) {
        case (0, 1): return (monomial, .missingFactor)
        case (1, 0): return (monomial, target.contains(added[0]) ? .repeatedFactor : .extraFactor)
        case (1, 1): return (monomial, Self.kind(ring.symbols[added[0]], for: ring.symbols[removed[0]]))
        default: continue
        }
      }
    }
    return nil
  }

  private static func kind(_ written: FormulaSymbol, for right: FormulaSymbol) -> FormulaDiagnosis.Kind {
    guard case .partial(let written) = written, case .partial(let right) = right,
      written.from.name == right.from.name, written.to.name == right.to.name
    else { return .wrongFactor }
    let distances = [(written.from, right.from), (written.to, right.to)]
      .map { abs(($0.step ?? 0) - ($1.step ?? 0)) }
    return distances.max() == 1 ? .shiftedIndex : .wrongIndex
  }

  /// What remains of one ascending list when the elements of another are taken away once each.
  private static func subtract(_ a: [Int], _ b: [Int]) -> [Int] {
    var rest = b
    return a.filter { element in
      guard let place = rest.firstIndex(of: element) else { return true }
      rest.remove(at: place)
      return false
    }
  }
}

extension PolynomialRing {
  /// The product of the local partials along a path.
  func monomial(_ path: UnrolledNetwork.Path) -> [Int] {
    path.edges.compactMap { number(of: .partial($0)) }.sorted()
  }
}

extension FormulaSymbol: CustomStringConvertible {
  var description: String {
    switch self {
    case .partial(let edge): edge.description
    case .value(let quantity): quantity.description
    }
  }
}
