/// Finds out which mistake makes a formula wrong.
///
/// First come the readings under which it would be right, then the small changes that make it right, and then the
/// difference of its polynomial from the sum over all paths.
struct DiagnosisSearch {
  var comparison: FormulaComparison
  let reading: DerivativeReading
  let problem: EvaluationProblem?
  private var tries = 0

  /// How many parts of changed formulas are looked at, all changes together.
  private static let mostParts = 2_000_000

  init(_ comparison: FormulaComparison, reading: DerivativeReading, problem: EvaluationProblem?) {
    self.comparison = comparison
    self.problem = problem
    var reading = reading
    let hasValues = comparison.answerNodes.contains {
      if case .quantity = comparison.formula.nodes[$0].kind { true } else { false }
    }
    if hasValues { reading.explicit = Set(comparison.question.names.all) }
    self.reading = reading
  }

  private var formula: Formula { comparison.formula }
  private var answer: Int { comparison.answer }

  /// A mistake: its kind, where it is, and what is around it.
  struct Finding {
    var kind: FormulaDiagnosis.Kind
    var place: Int
    var context: Int?
  }

  mutating func diagnosis() -> FormulaDiagnosis {
    comparison.budget = 4 * FormulaComparison.terms
    let finding = unboundIndex() ?? otherReading() ?? oneLength() ?? smallChange() ?? totalReading()
    comparison.budget = FormulaComparison.terms
    let difference = self.difference()
    return worded(finding ?? structural(difference) ?? fallback(difference), difference)
  }

  private mutating func isRight(_ formula: Formula, _ reading: DerivativeReading) -> Bool {
    guard let outcome = try? comparison.outcome(of: formula, answer, reading) else { return false }
    return outcome.agrees && outcome.indirect.isEmpty
  }

  // MARK: Indices without a sum

  private mutating func unboundIndex() -> Finding? {
    guard case .unbound(let node, let name)? = problem else { return nil }
    var wrapped = formula
    let range = formula.nodes[answer].range
    let body = wrapped.add(formula.nodes[answer].kind, range)
    let (lower, upper) = (wrapped.add(.number(Fraction(1)), range), wrapped.add(.name(FormulaNames.length), range))
    wrapped.nodes[answer].kind = .series(
      .init(operation: .sum, variable: name, lower: lower, upper: upper, body: body))
    if isRight(wrapped, reading) { return Finding(kind: .missingSum, place: node, context: answer) }
    if let series = reaching(for: name) { return Finding(kind: .missingBrackets, place: node, context: series) }
    return smallChange() ?? Finding(kind: .unboundIndex, place: node)
  }

  /// A sum over `name` that would have to reach over the terms after it.
  private mutating func reaching(for name: String) -> Int? {
    for node in comparison.answerNodes {
      guard case .sum(let terms) = formula.nodes[node].kind else { continue }
      for (place, term) in terms.enumerated() where place + 1 < terms.count {
        guard case .series(var series) = formula.nodes[term].kind, series.variable == name else { continue }
        var longer = formula
        series.body = longer.add(.sum([series.body] + terms[(place + 1)...]), formula.nodes[node].range)
        let whole = longer.add(.series(series), formula.nodes[node].range)
        longer.nodes[node].kind = .sum(terms[..<place] + [whole])
        if isRight(longer, reading) { return term }
      }
    }
    return nil
  }

  // MARK: Other readings

  private mutating func otherReading() -> Finding? {
    guard problem == nil else { return nil }
    var shortest = reading
    shortest.indirect = .shortestPaths
    for tried in [reading, shortest] {
      if let node = firstIndirect(tried) {
        return Finding(kind: isLocal(node) ? .totalForPartial : .shortcut, place: node)
      }
    }
    if !reading.total.isEmpty {
      var partial = reading
      partial.total = []
      if isRight(formula, partial), let node = firstDerivative({ $0.sign == .d }) {
        return Finding(kind: .totalForPartial, place: node)
      }
    }
    var withoutArguments = reading
    withoutArguments.obeysArguments = false
    guard isRight(formula, withoutArguments) else { return nil }
    return firstWrongArguments().map { Finding(kind: .wrongArguments, place: $0) }
  }

  /// Whether the formula would be right if its partial derivatives were total ones.
  private mutating func totalReading() -> Finding? {
    var total = reading
    total.total = [.d, .partial]
    return firstIndirect(total).map { Finding(kind: .totalForPartial, place: $0) }
  }

  /// The first derivative over several edges, when the formula is right with such.
  private mutating func firstIndirect(_ reading: DerivativeReading) -> Int? {
    guard let outcome = try? comparison.outcome(of: formula, answer, reading), outcome.agrees else { return nil }
    return outcome.indirect.min { formula.nodes[$0].range.lowerBound < formula.nodes[$1].range.lowerBound }
  }

  /// Whether a derivative has the names of a local partial.
  private func isLocal(_ node: Int) -> Bool {
    guard case .derivative(let derivative) = formula.nodes[node].kind else { return false }
    return comparison.question.exams.contains { exam in
      exam.network.edges.contains { $0.to.name == derivative.of.name && $0.from.name == derivative.by.name }
    }
  }

  private func firstDerivative(_ condition: (Formula.Derivative) -> Bool) -> Int? {
    comparison.answerNodes.filter { node in
      if case .derivative(let derivative) = formula.nodes[node].kind { condition(derivative) } else { false }
    }.min { formula.nodes[$0].range.lowerBound < formula.nodes[$1].range.lowerBound }
  }

  private mutating func firstWrongArguments() -> Int? {
    let nodes = comparison.answerNodes
    for node in nodes {
      guard case .derivative(let kept) = formula.nodes[node].kind, kept.arguments != nil else { continue }
      var only = formula
      for other in nodes where other != node {
        guard case .derivative(var derivative) = only.nodes[other].kind else { continue }
        derivative.arguments = nil
        only.nodes[other].kind = .derivative(derivative)
      }
      if !isRight(only, reading) { return node }
    }
    return nil
  }

  // MARK: Lengths and small changes

  /// Whether an answer to the general question is right for one length.
  private mutating func oneLength() -> Finding? {
    guard comparison.question.length == .any, !formula.mentions(FormulaNames.length, in: answer) else { return nil }
    for exam in comparison.question.exams {
      guard
        let (value, truth, indirect) = try? comparison.values(of: formula, answer, reading, exam, in: exam.points[0])
      else { continue }
      if value == truth, indirect.isEmpty { return Finding(kind: .onlyOneLength, place: answer) }
    }
    return nil
  }

  private mutating func smallChange() -> Finding? {
    let edits = FormulaEdits(formula, answer: answer, question: comparison.question)
    var search = self
    let found = edits.first { edit in
      search.tries += 1
      guard search.tries * edits.sites.count <= Self.mostParts else { return nil }
      var changed = search.formula
      edit.apply(&changed)
      return search.isRight(changed, search.reading)
    }
    self = search
    return found.map { Finding(kind: $0.kind, place: $0.place, context: $0.context) }
  }

  // MARK: Paths

  /// The smallest length for which the polynomials differ, and how.
  private mutating func difference() -> PathDifference? {
    guard reading.explicit.isEmpty else { return nil }
    for exam in comparison.question.exams {
      guard let ring = exam.polynomials,
        let (value, truth, _) = try? comparison.values(of: formula, answer, reading, exam, in: ring), value != truth
      else { continue }
      return PathDifference(value, exam, ring)
    }
    return nil
  }

  /// The mistake that a difference of paths shows, when no small change makes the formula right.
  private mutating func structural(_ difference: PathDifference?) -> Finding? {
    guard let difference else { return nil }
    let isOnlyMissing = difference.extra.isEmpty && difference.repeated.isEmpty && !difference.hasOddCoefficients
    if isOnlyMissing {
      return Finding(kind: isLastStepOnly(difference) ? .missingSum : .missingPaths, place: answer)
    }
    if difference.missing.isEmpty, difference.extra.isEmpty, let path = difference.repeated.first {
      return Finding(kind: .repeatedPaths, place: term(with: difference.monomial(path), difference) ?? answer)
    }
    if let change = difference.firstChange {
      let place = term(with: change.monomial, difference) ?? answer
      return Finding(kind: change.kind, place: place, context: place)
    }
    if difference.missing.isEmpty, difference.repeated.isEmpty, let monomial = difference.extra.first {
      return Finding(kind: .extraPaths, place: term(with: monomial, difference) ?? answer)
    }
    return difference.hasOddCoefficients && difference.extra.isEmpty
      ? Finding(kind: .wrongCoefficient, place: answer) : nil
  }

  /// Whether just the paths through the outputs before the last are missing, all of them.
  private func isLastStepOnly(_ difference: PathDifference) -> Bool {
    let asked = comparison.question.paths(length: difference.length)
    func isEarlier(_ path: UnrolledNetwork.Path) -> Bool {
      path.edges.last.map { $0.from.step.map { $0 < difference.length } ?? false } ?? false
    }
    let earlier = asked.filter(isEarlier)
    let isMany = comparison.question.length == .any || earlier.count > 1
    return isMany && !earlier.isEmpty && Set(difference.missing) == Set(earlier)
  }

  /// The last term of the outermost sum that has a monomial in it.
  private mutating func term(with monomial: [Int], _ difference: PathDifference) -> Int? {
    guard let exam = comparison.question.exams.first(where: { $0.network.length == difference.length }),
      let ring = exam.polynomials
    else { return nil }
    for term in formula.terms(of: answer).reversed() {
      guard let (value, _, _) = try? comparison.values(of: formula, term, reading, exam, in: ring) else { continue }
      if value.terms[monomial] != nil { return term }
    }
    return nil
  }

  private func fallback(_ difference: PathDifference?) -> Finding {
    switch problem {
    case .noSuchStep(let node, _)?: Finding(kind: .noSuchStep, place: node)
    case .unbound(let node, _)?: Finding(kind: .unboundIndex, place: node)
    default: Finding(kind: .other, place: answer)
    }
  }

  // MARK: Words

  private mutating func worded(_ finding: Finding, _ difference: PathDifference?) -> FormulaDiagnosis {
    let wording = DiagnosisWording(formula, comparison.question, finding, difference, problem)
    let length = difference?.length ?? comparison.question.exams[0].network.length
    return FormulaDiagnosis(
      kind: finding.kind,
      place: .init(range: formula.nodes[finding.place].range, excerpt: formula.excerpt(finding.place)),
      length: length, missing: difference?.missing ?? [], repeated: difference?.repeated ?? [],
      extra: difference?.products ?? [], edges: edges(of: finding.place, length: length), message: wording.message)
  }

  /// The edges that the derivatives in a part stand for.
  private mutating func edges(of place: Int, length: Int) -> [UnrolledNetwork.Edge] {
    guard place != answer || formula.terms(of: answer).count == 1,
      let exam = comparison.question.exams.first(where: { $0.network.length == length })
    else { return [] }
    var evaluation = FormulaEvaluation(
      formula, for: exam.network, in: exam.points[0], reading: reading, budget: comparison.budget)
    var stack = [place]
    while let node = stack.popLast() {
      evaluation.watched.insert(node)
      stack += formula.children(of: node)
    }
    // What was noted before a mistake ended the evaluation is noted all the same.
    _ = try? evaluation.value(of: answer)
    return evaluation.watchedEdges.sorted { $0.description < $1.description }
  }
}

extension Formula {
  /// The terms of the outermost sum, those of sums in it included.
  func terms(of node: Int) -> [Int] {
    guard case .sum(let parts) = nodes[node].kind else { return [node] }
    return parts.flatMap(terms)
  }
}
