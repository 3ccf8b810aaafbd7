/// An index as an expression: a number, a name, or a name and a number.
struct IndexValue: Hashable, Sendable {
  var name: String?
  var shift: Int

  /// The indices that a place may use: those bound there, 1 and N, each also one less and one more; or fixed steps.
  static func candidates(scope: [String], fixed: Int?) -> [IndexValue] {
    let bound = Array(Set(scope)).sorted()
    let named = (bound + [FormulaNames.length]).flatMap { name in [0, -1, 1].map { IndexValue(name: name, shift: $0) } }
    guard let fixed, bound.isEmpty else { return named + [IndexValue(name: nil, shift: 1)] }
    return (1...fixed).map { IndexValue(name: nil, shift: $0) }
  }

  func shifted(by shift: Int) -> IndexValue { IndexValue(name: name, shift: self.shift + shift) }
}

/// The partial derivatives that the answer may be made of, with all indices that a place may use.
struct LocalPartials: Sendable {
  struct Quantity: Hashable, Sendable {
    var name: String
    var index: IndexValue?
  }

  struct Partial: Hashable, Sendable {
    var of: Quantity
    var by: Quantity

    func derivative(in formula: inout Formula, _ range: Range<Int>) -> Formula.Derivative {
      func reference(_ quantity: Quantity) -> Formula.Reference {
        Formula.Reference(name: quantity.name, index: quantity.index.map { formula.add($0, range) }, range: range)
      }
      return Formula.Derivative(of: reference(of), by: reference(by), arguments: nil, sign: .partial)
    }
  }

  private let question: DerivativeQuestion
  /// What the parameter that is asked about has an influence on.
  private let influenced: Set<String>

  init(_ question: DerivativeQuestion) {
    self.question = question
    let variables = question.architecture.variables + [question.architecture.loss]
    var influenced: Set<String> = []
    for _ in variables {
      for variable in variables where !influenced.contains(variable.name) {
        let isReached = variable.arguments.contains { argument in
          switch argument {
          case .parameter(let name): name == question.parameter
          case .step(let name, _): influenced.contains(name)
          }
        }
        if isReached { influenced.insert(variable.name) }
      }
    }
    self.influenced = influenced
  }

  /// The local partials on paths from the parameter to the loss, then the products of steps between two states.
  func all(scope: [String]) -> [Partial] {
    let fixed: Int? = if case .exactly(let length) = question.length { length } else { nil }
    let indices = IndexValue.candidates(scope: scope, fixed: fixed)
    var partials: [Partial] = []
    for variable in question.architecture.variables + [question.architecture.loss]
    where influenced.contains(variable.name) {
      let isLoss = variable.name == question.architecture.loss.name
      for argument in variable.arguments {
        switch argument {
        case .parameter(let name) where name == question.parameter:
          for index in isLoss ? [nil] : indices.map(Optional.some) {
            partials.append(Partial(of: .init(name: variable.name, index: index), by: .init(name: name)))
          }
        case .step(let name, let offset) where influenced.contains(name):
          for index in indices {
            partials.append(
              Partial(
                of: .init(name: variable.name, index: isLoss ? nil : index),
                by: .init(name: name, index: index.shifted(by: offset))))
          }
        default: continue
        }
      }
    }
    for variable in question.architecture.variables where influenced.contains(variable.name) {
      guard variable.arguments.contains(where: { if case .step(variable.name, _) = $0 { true } else { false } }) else {
        continue
      }
      for later in indices {
        for earlier in indices where later != earlier {
          partials.append(
            Partial(of: .init(name: variable.name, index: later), by: .init(name: variable.name, index: earlier)))
        }
      }
    }
    var known: Set<Partial> = []
    return partials.filter { known.insert($0).inserted }
  }
}

extension Formula {
  /// A new part for an index.
  mutating func add(_ index: IndexValue, _ range: Range<Int>) -> Int {
    let number = add(.number(Fraction(index.shift)), range)
    guard let name = index.name else { return number }
    let named = add(.name(name), range)
    return index.shift == 0 ? named : add(.sum([named, number]), range)
  }

  /// A new part for an index that is so much larger.
  mutating func shifted(_ index: Int, by shift: Int) -> Int {
    let range = nodes[index].range
    let number = add(.number(Fraction(shift)), range)
    return add(.sum([index, number]), range)
  }
}
