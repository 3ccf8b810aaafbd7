/// Says what is wrong with a formula: where, in the learner's notation, and what it does to the paths.
struct DiagnosisWording {
  let formula: Formula
  let question: DerivativeQuestion
  let finding: DiagnosisSearch.Finding
  let difference: PathDifference?
  let problem: EvaluationProblem?

  init(
    _ formula: Formula, _ question: DerivativeQuestion, _ finding: DiagnosisSearch.Finding,
    _ difference: PathDifference?, _ problem: EvaluationProblem?
  ) {
    self.formula = formula
    self.question = question
    self.finding = finding
    self.difference = difference
    self.problem = problem
  }

  var message: String { ([sentence] + [paths].compactMap(\.self)).joined(separator: " ") }

  private var start: String { question.parameter }
  private var end: String { question.names.loss }

  /// The part that is wrong, quoted.
  private var place: String { quoted(finding.place) }

  /// What is around it, quoted.
  private var context: String { quoted(finding.context ?? finding.place) }

  private func quoted(_ node: Int) -> String {
    let excerpt = formula.excerpt(node)
    return excerpt.count > 160 ? "“\(excerpt.prefix(120)) … \(excerpt.suffix(30))”" : "“\(excerpt)”"
  }

  private func text(_ reference: Formula.Reference) -> String { formula.text[reference.range] }

  private var derivative: Formula.Derivative? {
    if case .derivative(let derivative) = formula.nodes[finding.place].kind { derivative } else { nil }
  }

  /// The sum or product over an index around the place.
  private var series: (name: String, variable: String)? {
    guard let context = finding.context, case .series(let series) = formula.nodes[context].kind else { return nil }
    return (series.operation == .sum ? "sum" : "product", series.variable)
  }

  private var sentence: String {
    switch finding.kind {
    case .missingPaths: "Every path from \(start) to \(end) gives one product, and not all of them are here."
    case .extraPaths:
      "\(place) belongs to no path from \(start) to \(end): read its factors as edges and see where they lead."
    case .repeatedPaths:
      "\(place) counts something that is counted already; each path from \(start) to \(end) counts once."
    case .missingFactor:
      "The factors in \(place) make no unbroken path: go along it from \(start) to \(end) and see at which "
        + "quantity it breaks off."
    case .repeatedFactor: "The factor \(place) in \(context) stands there once too often: a path takes each edge once."
    case .extraFactor: "The factor \(place) in \(context) is one too many: the path is whole without it."
    case .wrongFactor:
      "The factor \(place) in \(context) does not fit its neighbours: each factor must begin at the quantity "
        + "where the one before it ends."
    case .invertedFactor: "\(place) is upside down: which of the two quantities is computed from the other?"
    case .shiftedIndex: "In \(place) an index is off by one: which step's quantity is meant here?"
    case .wrongIndex: "In \(place) an index is not the one that belongs there: which step's quantity is meant?"
    case .shiftedBound:
      "\(boundIntroduction) is off by one; try the smallest case, where you can write all factors down."
    case .wrongBound: "\(boundIntroduction) is another than it should be; write the smallest cases down and compare."
    case .reversedBounds:
      "\(place) runs from a larger index to a smaller one, and so over nothing: the lower bound comes first."
    case .wrongOperator:
      "In \(place) factors and terms are mixed up: edges of one path are multiplied, different paths are added."
    case .wrongSign: "The sign of \(place) is wrong: the chain rule only adds."
    case .wrongCoefficient:
      "A path is multiplied by a number in \(place): in the chain rule each path counts once, whole."
    case .missingSum: missingSum
    case .missingBrackets:
      "In \(place) an index is used where the sum \(context) has ended already. Brackets say what the sum is over."
    case .wrongScope:
      "\(place) stands inside \(context), and so is multiplied again for every \(series?.variable ?? "index")."
    case .unboundIndex:
      "\(place): nothing here says which step \(unboundName) is. A sum or product over it is missing, or it is "
        + "another's name."
    case .noSuchStep: noSuchStep
    case .shortcut: shortcut
    case .totalForPartial: totalForPartial
    case .wrongArguments:
      "With the arguments that \(place) has, it is another derivative than the one that belongs here: what is "
        + "not an argument is not held constant, and what is no argument cannot be differentiated by."
    case .wrongLeftSide: "The left side is not what was asked for."
    case .onlyOneLength: "This is right for one number of steps, but the question is for any N."
    case .other: "This is not the sum over all paths from \(start) to \(end)."
    }
  }

  private var boundIntroduction: String {
    guard let series else { return place }
    return "The bound \(place) of the \(series.name) over \(series.variable)"
  }

  private var unboundName: String {
    if case .unbound(_, let name)? = problem { "“\(name)”" } else { "an index" }
  }

  private var missingSum: String {
    if case .unbound? = problem {
      return "Nothing here runs over the index \(place): the loss comes from the outputs of all steps."
    }
    return "The loss depends on the outputs of all steps; only the last one's are counted here."
  }

  private var noSuchStep: String {
    guard case .noSuchStep(_, let quantity)? = problem, let step = quantity.step else {
      return "\(place) does not exist."
    }
    let length = question.exams[0].network.length
    let network = question.exams.first.map(\.network)
    guard let steps = network?.steps(of: quantity.name), question.length != .any else {
      return "\(place) needs \(quantity.name) of step \(step), which not every length has."
    }
    return
      "\(place) needs \(quantity), but with N = \(length) there are only "
      + "\(quantity.name)_\(steps.lowerBound) to \(quantity.name)_\(steps.upperBound)."
  }

  private var shortcut: String {
    guard let derivative else { return "\(place) passes over several edges at once." }
    return
      "\(place) is none of the given partials: \(text(derivative.of)) does not depend on \(text(derivative.by)) "
      + "directly. Name the quantities in between, and go one edge at a time."
  }

  private var totalForPartial: String {
    guard let derivative else { return "Total and partial derivative are mixed up in \(place)." }
    if derivative.sign == .d, usesBothSigns {
      return
        "You write both d and ∂, so d reads as the total derivative: \(place) then has all paths in it, also "
        + "those that pass through earlier states. Use the partial, which holds the other arguments constant, "
        + "and count each path once."
    }
    return
      "Total and partial derivative are mixed up: \(place) holds the other arguments of \(text(derivative.of)) "
      + "constant, so that it does not see how \(text(derivative.by)) acts through them."
  }

  private var usesBothSigns: Bool {
    var signs: Set<DerivativeSign> = []
    for case .derivative(let derivative) in formula.nodes.map(\.kind) { signs.insert(derivative.sign) }
    return signs.count == 2
  }

  // MARK: Paths

  /// What the mistake does to the paths, for the smallest number of steps that shows it.
  private var paths: String? {
    guard let difference else { return nil }
    var parts: [String] = []
    if !difference.missing.isEmpty { parts.append(list(difference.missing, "has no term", "have no term")) }
    if !difference.repeated.isEmpty {
      parts.append(list(difference.repeated, "is counted more than once", "are counted more than once"))
    }
    if let product = difference.products.first, finding.kind != .missingPaths {
      let more = difference.products.count - 1
      let shown = product.description + (more > 0 ? " (and \(more) more)" : "")
      parts.append("\(shown) \(more > 0 ? "are" : "is") there but \(more > 0 ? "belong" : "belongs") to no path")
    }
    return parts.isEmpty ? nil : "For N = \(difference.length): " + parts.joined(separator: "; ") + "."
  }

  private func list(_ paths: [UnrolledNetwork.Path], _ one: String, _ many: String) -> String {
    let shown = paths.prefix(3).map(\.description).joined(separator: ", ")
    let more = paths.count > 3 ? " and \(paths.count - 3) more" : ""
    return "\(shown)\(more) \(paths.count == 1 ? one : many)"
  }
}
