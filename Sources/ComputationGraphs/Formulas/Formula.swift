/// A formula as it was read: what it says, and which part of the text says it.
///
/// The parts stand in one array and name each other by their places there, so that a part can be replaced by another and
/// the rest stays as it is.
struct Formula: Equatable, Sendable {
  struct Node: Equatable, Sendable {
    var kind: Kind
    /// Where it stands in the text.
    var range: Range<Int>
  }

  indirect enum Kind: Equatable, Sendable {
    case number(Fraction)
    /// An index of a sum or product, or N.
    case name(String)
    case quantity(Reference)
    case derivative(Derivative)
    /// Half a derivative, `∂o_1` or the `∂` of `∂/∂U`; in a formula that was read none is left.
    case differential(Differential)
    case sum([Int])
    case product([Int])
    case negation(Int)
    case power(Int, exponent: Int)
    case quotient(Int, Int)
    case series(Series)
  }

  /// A quantity, with an index if it has one.
  struct Reference: Equatable, Sendable {
    var name: String
    var index: Int?
    var range: Range<Int>
  }

  struct Differential: Equatable, Sendable {
    var of: Reference?
    var arguments: [Argument]?
    var sign: DerivativeSign
  }

  struct Derivative: Equatable, Sendable {
    var of: Reference
    var by: Reference
    /// What the numerator was said to be a function of.
    var arguments: [Argument]?
    var sign: DerivativeSign
  }

  enum Argument: Equatable, Sendable {
    case quantity(Reference)
    /// A letter without index: the quantity at every step.
    case every(String)
    /// … between two quantities of one letter.
    case ellipsis
  }

  /// A sum or product over an index.
  struct Series: Equatable, Sendable {
    var operation: SeriesOperator
    var variable: String
    var lower: Int
    var upper: Int
    var body: Int
  }

  let text: FormulaText
  var nodes: [Node] = []
  /// The parts between equals signs.
  var sides: [Int] = []

  /// The text of a part, as the learner wrote it.
  func excerpt(_ node: Int) -> String { text[nodes[node].range] }

  /// The parts that a part consists of.
  func children(of node: Int) -> [Int] {
    switch nodes[node].kind {
    case .number, .name, .differential: []
    case .quantity(let reference): [reference.index].compactMap(\.self)
    case .derivative(let derivative): [derivative.of.index, derivative.by.index].compactMap(\.self)
    case .sum(let parts), .product(let parts): parts
    case .negation(let part): [part]
    case .power(let base, let exponent): [base, exponent]
    case .quotient(let above, let below): [above, below]
    case .series(let series): [series.lower, series.upper, series.body]
    }
  }

  /// Whether a part mentions an index that no sum or product inside of it introduces.
  func mentions(_ name: String, in node: Int) -> Bool {
    switch nodes[node].kind {
    case .name(let other): return other == name
    case .series(let series) where series.variable == name:
      return mentions(name, in: series.lower) || mentions(name, in: series.upper)
    case .derivative(let derivative):
      let arguments = (derivative.arguments ?? []).compactMap { argument -> Int? in
        if case .quantity(let reference) = argument { reference.index } else { nil }
      }
      return (children(of: node) + arguments).contains { mentions(name, in: $0) }
    default: return children(of: node).contains { mentions(name, in: $0) }
    }
  }

  /// Whether two parts say the same, wherever they stand.
  func isSame(_ a: Int, _ b: Int) -> Bool {
    func same(_ first: Reference, _ second: Reference) -> Bool {
      guard first.name == second.name else { return false }
      switch (first.index, second.index) {
      case (nil, nil): return true
      case (let first?, let second?): return isSame(first, second)
      default: return false
      }
    }
    switch (nodes[a].kind, nodes[b].kind) {
    case (.number(let first), .number(let second)): return first == second
    case (.name(let first), .name(let second)): return first == second
    case (.quantity(let first), .quantity(let second)): return same(first, second)
    case (.derivative(let first), .derivative(let second)):
      return same(first.of, second.of) && same(first.by, second.by)
    case (.series(let first), .series(let second)):
      guard first.operation == second.operation, first.variable == second.variable else { return false }
    case (.sum, .sum), (.product, .product), (.negation, .negation), (.power, .power), (.quotient, .quotient): break
    default: return false
    }
    let (first, second) = (children(of: a), children(of: b))
    return first.count == second.count && zip(first, second).allSatisfy { isSame($0, $1) }
  }

  mutating func add(_ kind: Kind, _ range: Range<Int>) -> Int {
    nodes.append(Node(kind: kind, range: range))
    return nodes.count - 1
  }
}
