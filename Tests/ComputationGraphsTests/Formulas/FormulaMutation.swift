import Autograd

@testable import ComputationGraphs

/// A right formula with one mistake in it, and what the diagnosis has to say.
struct FormulaMutation {
  let length: DerivativeQuestion.Length
  let tree: FormulaTree
  let kind: FormulaDiagnosis.Kind
  /// Whether the place is the marked part; otherwise it is within it.
  var isExact = true
  var missing: [String]?
  var repeated: [String]?

  /// The mistakes that are made in a sum over the paths of one length.
  enum Mistake: CaseIterable {
    case dropFactor, repeatFactor, shiftIndex, swapFactor, invertFactor, dropTerm, repeatTerm, negateTerm
  }

  /// A sum of products with one mistake, for a length; nil when the mistake cannot be made there.
  init?(_ mistake: Mistake, length: Int, using generator: inout SeededGenerator) {
    let paths = LabFormulas.paths(length)
    let chosen = paths[Int.random(in: 0..<paths.count, using: &generator)]
    let factors = LabFormulas.path(chosen.k, chosen.t)
    let place = Int.random(in: 0..<factors.count, using: &generator)
    var changed = factors
    self.length = .exactly(length)
    let others = paths.filter { $0 != chosen }.map {
      FormulaTree.product(LabFormulas.path($0.k, $0.t).shuffled(using: &generator))
    }
    let middle = Int.random(in: 0...others.count, using: &generator)
    func whole(_ terms: [FormulaTree]) -> FormulaTree { .sum(others[..<middle] + terms + others[middle...]) }
    let path = "U → " + ((chosen.k...chosen.t).map { "h_\($0)" } + ["o_\(chosen.t)", "L"]).joined(separator: " → ")

    switch mistake {
    case .dropFactor:
      changed.remove(at: place)
      kind = .missingFactor
      isExact = false
      tree = whole([.marked(.product(changed))])
    case .repeatFactor:
      changed.insert(.marked(factors[place]), at: changed.count)
      kind = .repeatedFactor
      tree = whole([.product(changed)])
    case .shiftIndex:
      guard let shifted = Self.shifted(factors[place], using: &generator) else { return nil }
      changed[place] = .marked(shifted)
      kind = .shiftedIndex
      tree = whole([.product(changed.shuffled(using: &generator))])
    case .swapFactor:
      guard case .partial(let of, _, let by, _) = factors[place] else { return nil }
      let choices = (1...length).flatMap {
        [LabFormulas.loss("\($0)"), LabFormulas.output("\($0)"), LabFormulas.input("\($0)")]
      }
      .filter { choice in
        // Neither the same names, which would be a wrong index, nor a factor that is there, whose twin is as wrong.
        guard case .partial(let otherOf, let index, let otherBy, let byIndex) = choice else { return false }
        return (otherOf, otherBy) != (of, by)
          && !factors.contains { if case .partial(otherOf, index, otherBy, byIndex) = $0 { true } else { false } }
      }
      guard !choices.isEmpty else { return nil }
      changed[place] = .marked(choices[Int.random(in: 0..<choices.count, using: &generator)])
      kind = .wrongFactor
      tree = whole([.product(changed.shuffled(using: &generator))])
    case .invertFactor:
      guard case .partial(let of, let ofIndex, let by, let byIndex) = factors[place] else { return nil }
      changed[place] = .marked(.partial(by, byIndex, of, ofIndex))
      kind = .invertedFactor
      tree = whole([.product(changed.shuffled(using: &generator))])
    case .dropTerm:
      guard !others.isEmpty else { return nil }
      // With two steps the path through both is what a total derivative would have in it.
      kind = length == 2 && chosen.k < chosen.t ? .totalForPartial : .missingPaths
      isExact = kind == .missingPaths
      tree = .marked(.sum(others))
      missing = [path]
    case .repeatTerm:
      kind = .repeatedPaths
      tree = whole([.product(factors), .marked(.product(factors))])
      repeated = [path]
    case .negateTerm:
      kind = .wrongSign
      isExact = false
      tree = .marked(whole([.product([.index("(-1)")] + factors)]))
    }
  }

  private static func shifted(_ factor: FormulaTree, using generator: inout SeededGenerator) -> FormulaTree? {
    guard case .partial(let of, let ofIndex, let by, let byIndex) = factor else { return nil }
    let shift = Bool.random(using: &generator) ? 1 : -1
    func moved(_ index: String?) -> String? { index.map { Int($0).map { String($0 + shift) } ?? $0 } }
    let movesAbove = ofIndex != nil && (byIndex == nil || Bool.random(using: &generator))
    let (newOf, newBy) = movesAbove ? (moved(ofIndex), byIndex) : (ofIndex, moved(byIndex))
    // A negative step is no index that a learner writes.
    if newOf?.hasPrefix("-") == true || newBy?.hasPrefix("-") == true { return nil }
    return .partial(of, newOf, by, newBy)
  }

  // MARK: The general question

  /// A general formula with one bound shifted.
  init?(shiftingBound number: Int, of form: Int) {
    var seen = 0
    var shifted: String?
    func walk(_ tree: FormulaTree) -> FormulaTree {
      switch tree {
      case .sum(let terms): return .sum(terms.map(walk))
      case .product(let factors): return .product(factors.map(walk))
      case .series(let sign, let variable, let lower, let upper, let body):
        return .series(sign, variable, bound(lower), bound(upper), walk(body))
      default: return tree
      }
    }
    func bound(_ tree: FormulaTree) -> FormulaTree {
      guard case .index(let expression) = tree else { return tree }
      defer { seen += 2 }
      guard seen == number || seen + 1 == number else { return tree }
      shifted = expression + (seen == number ? "+1" : "-1")
      return .marked(.index(shifted ?? expression))
    }
    tree = walk(LabFormulas.generalForm(form, "t", "k", "j"))
    guard shifted != nil else { return nil }
    length = .any
    kind = .shiftedBound
  }
}
