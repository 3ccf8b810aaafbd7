/// A small change to a formula, and the mistake that it would undo.
struct FormulaEdit {
  let kind: FormulaDiagnosis.Kind
  /// The part that the learner would have to look at.
  let place: Int
  /// The part that encloses it, for the message.
  var context: Int?
  /// Makes the change, and returns the new answer.
  let apply: (inout Formula) -> Void
}

/// Where a part stands in a formula.
struct FormulaSite {
  let node: Int
  let parent: Int?
  /// The indices that are bound here, outermost first.
  let scope: [String]
}

/// All small changes to an answer, each with the mistake that it undoes.
///
/// What the formula was before one mistake is among them: one index or bound shifted, one factor or term added, left out
/// or replaced, a sum sign added. Which of them makes the formula right says what was wrong.
struct FormulaEdits {
  let formula: Formula
  let answer: Int
  let question: DerivativeQuestion
  let sites: [FormulaSite]
  let partials: LocalPartials

  init(_ formula: Formula, answer: Int, question: DerivativeQuestion) {
    self.formula = formula
    self.answer = answer
    self.question = question
    partials = LocalPartials(question)
    var sites: [FormulaSite] = []
    var stack = [FormulaSite(node: answer, parent: nil, scope: [])]
    while let site = stack.popLast() {
      sites.append(site)
      let isSeries =
        if case .series(let series) = formula.nodes[site.node].kind { series } else { nil as Formula.Series? }
      for child in formula.children(of: site.node).reversed() {
        let scope = isSeries?.body == child ? site.scope + [isSeries?.variable].compactMap(\.self) : site.scope
        stack.append(FormulaSite(node: child, parent: site.node, scope: scope))
      }
    }
    self.sites = sites
  }

  /// The first change that makes the formula right, in the order in which a reader would see the mistakes.
  ///
  /// - Parameter isRight: whether a change is the one; nil ends the search.
  func first(where isRight: (FormulaEdit) -> Bool?) -> FormulaEdit? {
    let groups: [(FormulaSite) -> [FormulaEdit]] = [
      bounds, repetitions, surplusTerms, shiftedIndices, renamedIndices, inversions, operators, signs, scopes,
      wrongBounds, surplusFactors, insertions, replacements,
    ]
    for group in groups {
      for site in sites {
        for edit in group(site) {
          guard let found = isRight(edit) else { return nil }
          if found { return edit }
        }
      }
    }
    return nil
  }

  // MARK: Sums and products over an index

  func series(_ site: FormulaSite) -> Formula.Series? {
    if case .series(let series) = formula.nodes[site.node].kind { series } else { nil }
  }

  func edited(
    _ site: FormulaSite, _ kind: FormulaDiagnosis.Kind, place: Int? = nil,
    _ change: @escaping (inout Formula, inout Formula.Series) -> Void
  ) -> FormulaEdit {
    FormulaEdit(kind: kind, place: place ?? site.node, context: site.node) { formula in
      guard case .series(var series) = formula.nodes[site.node].kind else { return }
      change(&formula, &series)
      formula.nodes[site.node].kind = .series(series)
    }
  }

  private func bounds(_ site: FormulaSite) -> [FormulaEdit] {
    guard let series = series(site) else { return [] }
    var edits: [FormulaEdit] = []
    for shift in [-1, 1] {
      edits.append(
        edited(site, .shiftedBound, place: series.lower) { $1.lower = $0.shifted(series.lower, by: shift) })
      edits.append(
        edited(site, .shiftedBound, place: series.upper) { $1.upper = $0.shifted(series.upper, by: shift) })
    }
    edits.append(edited(site, .reversedBounds) { ($1.lower, $1.upper) = ($1.upper, $1.lower) })
    return edits
  }

  private func wrongBounds(_ site: FormulaSite) -> [FormulaEdit] {
    guard let series = series(site) else { return [] }
    var edits: [FormulaEdit] = []
    for index in IndexValue.candidates(scope: site.scope, fixed: nil) {
      edits.append(
        edited(site, .wrongBound, place: series.lower) { $1.lower = $0.add(index, $0.nodes[series.lower].range) })
      edits.append(
        edited(site, .wrongBound, place: series.upper) { $1.upper = $0.add(index, $0.nodes[series.upper].range) })
    }
    return edits
  }

  private func scopes(_ site: FormulaSite) -> [FormulaEdit] {
    guard let series = series(site), case .product(let factors) = formula.nodes[series.body].kind else { return [] }
    let inside = factors.filter { formula.mentions(series.variable, in: $0) }
    let outside = factors.filter { !formula.mentions(series.variable, in: $0) }
    guard let first = outside.first, !inside.isEmpty else { return [] }
    return [
      FormulaEdit(kind: .wrongScope, place: first, context: site.node) { formula in
        let range = formula.nodes[site.node].range
        var series = series
        series.body = formula.add(.product(inside), formula.nodes[series.body].range)
        let moved = formula.add(.series(series), range)
        formula.nodes[site.node].kind = .product([moved] + outside)
      }
    ]
  }

  // MARK: Indices

  func derivative(_ site: FormulaSite) -> Formula.Derivative? {
    if case .derivative(let derivative) = formula.nodes[site.node].kind { derivative } else { nil }
  }

  func edited(
    _ site: FormulaSite, _ kind: FormulaDiagnosis.Kind,
    _ change: @escaping (inout Formula, inout Formula.Derivative) -> Void
  ) -> FormulaEdit {
    FormulaEdit(kind: kind, place: site.node, context: site.parent) { formula in
      guard case .derivative(var derivative) = formula.nodes[site.node].kind else { return }
      // Arguments that were written belong to the indices that stood there.
      derivative.arguments = nil
      change(&formula, &derivative)
      formula.nodes[site.node].kind = .derivative(derivative)
    }
  }

  private func shiftedIndices(_ site: FormulaSite) -> [FormulaEdit] {
    guard let derivative = derivative(site) else { return [] }
    let (above, below) = (derivative.of.index, derivative.by.index)
    var edits: [FormulaEdit] = []
    for shift in [-1, 1] {
      for (movesAbove, movesBelow) in [(true, false), (false, true), (true, true)] {
        let isPossible = (above != nil || !movesAbove) && (below != nil || !movesBelow)
        guard isPossible, isOneStep(derivative, shift * (movesAbove ? 1 : 0) - shift * (movesBelow ? 1 : 0)) else {
          continue
        }
        edits.append(
          edited(site, .shiftedIndex) {
            if movesAbove, let above { $1.of.index = $0.shifted(above, by: shift) }
            if movesBelow, let below { $1.by.index = $0.shifted(below, by: shift) }
          })
      }
    }
    return edits
  }

  /// Whether a derivative of one state by another is of one step when the distance of their steps has changed so; true
  /// where that cannot be seen. A shift that stretches a factor over several steps would hide that one is missing.
  private func isOneStep(_ derivative: Formula.Derivative, _ change: Int) -> Bool {
    guard isBetweenGivenStates(derivative), let above = derivative.of.index, let below = derivative.by.index,
      case .number(let later) = formula.nodes[above].kind, case .number(let earlier) = formula.nodes[below].kind
    else { return true }
    return later == (earlier.adding(Fraction(1 - change)) ?? later)
  }

  private func renamedIndices(_ site: FormulaSite) -> [FormulaEdit] {
    // Two states of given steps are left alone: with another name one would be several steps from the other.
    guard let derivative = derivative(site), !isBetweenGivenStates(derivative) else { return [] }
    var edits: [FormulaEdit] = []
    for index in IndexValue.candidates(scope: site.scope, fixed: nil) {
      if let above = derivative.of.index {
        edits.append(edited(site, .wrongIndex) { $1.of.index = $0.add(index, $0.nodes[above].range) })
      }
      if let below = derivative.by.index {
        edits.append(edited(site, .wrongIndex) { $1.by.index = $0.add(index, $0.nodes[below].range) })
      }
    }
    return edits
  }

  private func isBetweenGivenStates(_ derivative: Formula.Derivative) -> Bool {
    guard derivative.of.name == derivative.by.name, let above = derivative.of.index, let below = derivative.by.index,
      case .number = formula.nodes[above].kind, case .number = formula.nodes[below].kind
    else { return false }
    return true
  }

  private func inversions(_ site: FormulaSite) -> [FormulaEdit] {
    derivative(site) == nil ? [] : [edited(site, .invertedFactor) { ($1.of, $1.by) = ($1.by, $1.of) }]
  }

  private func replacements(_ site: FormulaSite) -> [FormulaEdit] {
    guard let derivative = derivative(site) else { return [] }
    return partials.all(scope: site.scope).map { partial in
      let isSame = partial.of.name == derivative.of.name && partial.by.name == derivative.by.name
      return FormulaEdit(kind: isSame ? .wrongIndex : .wrongFactor, place: site.node, context: site.parent) { formula in
        formula.nodes[site.node].kind = .derivative(partial.derivative(in: &formula, formula.nodes[site.node].range))
      }
    }
  }
}
