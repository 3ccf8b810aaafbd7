/// Compares an answer with the truth, and finds the verdict.
struct FormulaComparison {
  let question: DerivativeQuestion
  let formula: Formula
  /// How many more terms may be worked out.
  var budget = FormulaComparison.terms

  /// How many terms may be worked out to compare a formula; a right answer needs some ten thousand.
  static let terms = 1_000_000

  init(_ question: DerivativeQuestion, _ formula: Formula) {
    self.question = question
    self.formula = formula
  }

  /// The part that is judged: what stands after the last equals sign.
  var answer: Int { formula.sides[formula.sides.count - 1] }

  /// Whether an answer has the right value, and which of its derivatives pass over several edges at once.
  struct Outcome {
    var agrees: Bool
    var indirect: Set<Int> = []
  }

  mutating func verdict() throws(FormulaError) -> FormulaVerdict {
    if let diagnosis = leftSideDiagnosis { return .wrong(diagnosis) }
    let reading = DerivativeReading(total: usesBothSigns ? [.d] : [])
    var problem: EvaluationProblem?
    for explicit in explicitChoices {
      var tried = reading
      tried.explicit = explicit
      do {
        let outcome = try outcome(of: formula, answer, tried, points: 2)
        if outcome.agrees, outcome.indirect.isEmpty, let exact = try exactLengths(tried) {
          return .right(agreement(tried, exact))
        }
      } catch {
        problem = problem ?? error
      }
    }
    if let problem, let error = message(of: problem) { throw error }
    var search = DiagnosisSearch(self, reading: reading, problem: problem)
    return .wrong(search.diagnosis())
  }

  /// Whether a formula has the right value for every length asked, at so many random points of each.
  mutating func outcome(
    of formula: Formula, _ node: Int, _ reading: DerivativeReading, points: Int = 1
  ) throws(EvaluationProblem) -> Outcome {
    var outcome = Outcome(agrees: true)
    for exam in question.exams {
      for (point, truth) in zip(exam.points, exam.truths).prefix(points) {
        var evaluation = FormulaEvaluation(formula, for: exam.network, in: point, reading: reading, budget: budget)
        defer { budget = evaluation.budget }
        let value = try evaluation.value(of: node)
        outcome.indirect.formUnion(evaluation.indirect)
        // With partials replaced by their values, the truth is another number.
        let target = reading.explicit.isEmpty ? truth : try self.truth(exam, node, &evaluation)
        guard value == target else {
          outcome.agrees = false
          return outcome
        }
      }
    }
    return outcome
  }

  /// The value of a formula beside the true one.
  mutating func values<Ring: FormulaRing>(
    of formula: Formula, _ node: Int, _ reading: DerivativeReading, _ exam: FormulaExam, in ring: Ring
  ) throws(EvaluationProblem) -> (value: Ring.Element, truth: Ring.Element, indirect: Set<Int>) {
    var evaluation = FormulaEvaluation(formula, for: exam.network, in: ring, reading: reading, budget: budget)
    defer { budget = evaluation.budget }
    let value = try evaluation.value(of: node)
    let truth = try self.truth(exam, node, &evaluation)
    return (value, truth, evaluation.indirect)
  }

  private func truth<Ring: FormulaRing>(
    _ exam: FormulaExam, _ node: Int, _ evaluation: inout FormulaEvaluation<Ring>
  ) throws(EvaluationProblem) -> Ring.Element {
    try evaluation.pathSum(of: exam.loss, by: exam.parameter, avoiding: [], shortest: false, node)
  }

  /// The lengths for which the polynomials are the same, or nil when they are not after all.
  private mutating func exactLengths(_ reading: DerivativeReading) throws(EvaluationProblem) -> [Int]? {
    var exact: [Int] = []
    for exam in question.exams {
      guard let ring = exam.polynomials else { continue }
      do {
        let (value, truth, _) = try values(of: formula, answer, reading, exam, in: ring)
        guard value == truth else { return nil }
        exact.append(exam.network.length)
      } catch {
        // A right formula may have intermediate polynomials that are too large; its random points have been compared.
        continue
      }
    }
    return exact
  }

  private mutating func agreement(_ reading: DerivativeReading, _ exact: [Int]) -> FormulaAgreement {
    let lengths = question.exams.map(\.network.length)
    var errorBound = 0.0
    for exam in question.exams where !exact.contains(exam.network.length) { errorBound += chance(reading, exam) }
    var remarks: [String] = []
    if !reading.explicit.isEmpty {
      remarks.append("The question asked for the given partials; what you worked out has their value.")
    }
    for side in formula.sides.dropLast().dropFirst() {
      let agrees = (try? outcome(of: formula, side, reading))?.agrees ?? false
      if !agrees { remarks.append("The step “\(formula.excerpt(side))” before it is not equal to it, though.") }
    }
    return FormulaAgreement(
      lengths: (lengths.min() ?? 1)...(lengths.max() ?? 1),
      exactLengths: exact.min().map { $0...(exact.max() ?? $0) },
      errorBound: min(errorBound, 1), remarks: remarks)
  }

  /// The chance that polynomials of one length agree at both random points and differ nevertheless, at most.
  private mutating func chance(_ reading: DerivativeReading, _ exam: FormulaExam) -> Double {
    guard let (value, truth, _) = try? values(of: formula, answer, reading, exam, in: DegreeRing()) else { return 1 }
    let one = Double(max(value, truth)) / 0x1p61
    return one * one
  }

  // MARK: Signs, arguments and values

  /// Whether the answer has derivatives with d and others with ∂.
  private var usesBothSigns: Bool {
    var signs: Set<DerivativeSign> = []
    for case .derivative(let derivative) in answerNodes.map({ formula.nodes[$0].kind })
    where derivative.arguments == nil { signs.insert(derivative.sign) }
    return signs.count == 2
  }

  /// All parts of the answer.
  var answerNodes: [Int] {
    var nodes: [Int] = []
    var stack = [answer]
    while let node = stack.popLast() {
      nodes.append(node)
      stack += formula.children(of: node).reversed()
    }
    return nodes
  }

  /// The sets of quantities whose partials may stand in the answer as values: none, unless it has quantities in it.
  private var explicitChoices: [Set<String>] {
    let hasValues = answerNodes.contains { if case .quantity = formula.nodes[$0].kind { true } else { false } }
    guard hasValues else { return [[]] }
    let names = [question.names.loss] + question.architecture.variables.map(\.name)
    return names.reduce(into: [[]]) { sets, name in sets += sets.map { $0.union([name]) } }
  }

  /// What is wrong when the formula is an equation for something else, or repeats the question.
  private var leftSideDiagnosis: FormulaDiagnosis? {
    func isAsked(_ side: Int) -> Bool {
      guard case .derivative(let derivative) = formula.nodes[side].kind else { return false }
      return derivative.of.name == question.names.loss && derivative.by.name == question.parameter
    }
    let asked = "∂\(question.names.loss)/∂\(question.parameter)"
    if formula.sides.count > 1, !isAsked(formula.sides[0]) {
      return diagnosis(
        .wrongLeftSide, at: formula.sides[0],
        "The left side “\(formula.excerpt(formula.sides[0]))” is not what was asked for: \(asked).")
    }
    if isAsked(answer) {
      return diagnosis(
        .shortcut, at: answer,
        "“\(formula.excerpt(answer))” is the question. Break it down into the partials that are given.")
    }
    return nil
  }

  private func diagnosis(_ kind: FormulaDiagnosis.Kind, at node: Int, _ message: String) -> FormulaDiagnosis {
    FormulaDiagnosis(
      kind: kind, place: .init(range: formula.nodes[node].range, excerpt: formula.excerpt(node)),
      length: question.exams[0].network.length, missing: [], repeated: [], extra: [], edges: [], message: message)
  }

  /// The errors that make a formula one that cannot be worked out at all; nil for mistakes that a diagnosis explains.
  private func message(of problem: EvaluationProblem) -> FormulaError? {
    func error(_ kind: FormulaError.Kind, _ node: Int, _ problem: String, _ expected: String) -> FormulaError {
      FormulaError(kind, at: formula.nodes[node].range.lowerBound, in: formula.text, problem, expected: expected)
    }
    switch problem {
    case .noSuchStep, .unbound: return nil
    case .notWhole(let node):
      return error(
        .number, node, "“\(formula.excerpt(node))” is not a whole number.",
        "a whole number or an index, like t-1; an exponent is at least 0")
    case .tooManyTerms(let node):
      return error(
        .tooManyTerms, node, "“\(formula.excerpt(node).prefix(80))” has more terms than can be worked out.",
        "a sum or product over steps of the network, with at most N of them")
    case .tooLarge(let node):
      return error(
        .number, node, "A number in “\(formula.excerpt(node).prefix(80))” becomes too large.", "a number below 2⁶³")
    case .divisor(let node):
      return error(
        .syntax, node,
        "The chain rule has sums and products only, but here something is divided by “\(formula.excerpt(node))”.",
        "a number other than 0 to divide by")
    }
  }
}
