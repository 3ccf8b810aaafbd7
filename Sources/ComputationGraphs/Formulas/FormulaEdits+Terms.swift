/// Changes of whole factors and terms: one too many, one too few, added for multiplied, or with a wrong sign.
extension FormulaEdits {
  private func factors(_ site: FormulaSite) -> [Int]? {
    if case .product(let factors) = formula.nodes[site.node].kind { factors } else { nil }
  }

  private func terms(_ site: FormulaSite) -> [Int]? {
    if case .sum(let terms) = formula.nodes[site.node].kind, !isIndex(site) { terms } else { nil }
  }

  private func isIndex(_ site: FormulaSite) -> Bool {
    guard let parent = site.parent else { return false }
    switch formula.nodes[parent].kind {
    case .derivative, .quantity: return true
    case .series(let series): return series.body != site.node
    default: return false
    }
  }

  private func without(_ place: Int, of parts: [Int], at site: FormulaSite, _ kind: FormulaDiagnosis.Kind)
    -> FormulaEdit
  {
    FormulaEdit(kind: kind, place: parts[place], context: site.node) { formula in
      var rest = parts
      rest.remove(at: place)
      if case .product = formula.nodes[site.node].kind {
        formula.nodes[site.node].kind = .product(rest)
      } else {
        formula.nodes[site.node].kind = .sum(rest)
      }
    }
  }

  /// Every part but one of those that say the same; a factor's exponent counts as repetition.
  func repetitions(_ site: FormulaSite) -> [FormulaEdit] {
    if case .power(let base, _) = formula.nodes[site.node].kind, !isIndex(site) {
      return [
        FormulaEdit(kind: .repeatedFactor, place: site.node, context: site.parent) {
          $0.nodes[site.node] = $0.nodes[base]
        }
      ]
    }
    let isProduct = factors(site) != nil
    guard let parts = factors(site) ?? terms(site), parts.count < 200 else { return [] }
    return parts.indices.reversed().filter { later in
      parts[..<later].contains { formula.isSame($0, parts[later]) }
    }.map { without($0, of: parts, at: site, isProduct ? .repeatedFactor : .repeatedPaths) }
  }

  func surplusTerms(_ site: FormulaSite) -> [FormulaEdit] {
    terms(site).map { terms in terms.indices.map { without($0, of: terms, at: site, .extraPaths) } } ?? []
  }

  func surplusFactors(_ site: FormulaSite) -> [FormulaEdit] {
    factors(site).map { factors in
      factors.indices.map { place in
        without(place, of: factors, at: site, isNumber(factors[place]) ? .wrongCoefficient : .extraFactor)
      }
    } ?? []
  }

  private func isNumber(_ node: Int) -> Bool {
    switch formula.nodes[node].kind {
    case .number: true
    case .negation(let part): isNumber(part)
    case .quotient(let above, let below): isNumber(above) && isNumber(below)
    default: false
    }
  }

  func operators(_ site: FormulaSite) -> [FormulaEdit] {
    if series(site) != nil {
      return [edited(site, .wrongOperator) { $1.operation = $1.operation == .sum ? .product : .sum }]
    }
    if let terms = terms(site) {
      return terms.indices.dropFirst().map { place in
        FormulaEdit(kind: .wrongOperator, place: site.node, context: site.node) { formula in
          var rest = terms
          rest[place - 1] = formula.add(.product([rest[place - 1], rest[place]]), formula.nodes[site.node].range)
          rest.remove(at: place)
          formula.nodes[site.node].kind = .sum(rest)
        }
      }
    }
    guard let factors = factors(site) else { return [] }
    return factors.indices.dropFirst().map { place in
      FormulaEdit(kind: .wrongOperator, place: site.node, context: site.node) { formula in
        let range = formula.nodes[site.node].range
        let first = formula.add(.product(Array(factors[..<place])), range)
        let second = formula.add(.product(Array(factors[place...])), range)
        formula.nodes[site.node].kind = .sum([first, second])
      }
    }
  }

  func signs(_ site: FormulaSite) -> [FormulaEdit] {
    guard case .negation(let part) = formula.nodes[site.node].kind, !isIndex(site) else { return [] }
    return [
      FormulaEdit(kind: .wrongSign, place: site.node, context: site.parent) { $0.nodes[site.node] = $0.nodes[part] }
    ]
  }

  func insertions(_ site: FormulaSite) -> [FormulaEdit] {
    guard !isIndex(site) else { return [] }
    var isInProduct = false
    if let parent = site.parent, case .product = formula.nodes[parent].kind { isInProduct = true }
    switch formula.nodes[site.node].kind {
    case .product, .series: break
    case .derivative where !isInProduct: break
    default: return []
    }
    return partials.all(scope: site.scope).map { partial in
      FormulaEdit(kind: .missingFactor, place: site.node, context: site.node) { formula in
        let range = formula.nodes[site.node].range
        let same = formula.add(formula.nodes[site.node].kind, range)
        let factor = formula.add(.derivative(partial.derivative(in: &formula, range)), range)
        formula.nodes[site.node].kind = .product([same, factor])
      }
    }
  }
}
