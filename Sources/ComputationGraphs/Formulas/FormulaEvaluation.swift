/// Why a formula has no value for a network.
enum EvaluationProblem: Error, Equatable {
  /// A quantity of a step that the network does not have.
  case noSuchStep(node: Int, quantity: UnrolledNetwork.Quantity)
  /// An index that no sum or product introduces.
  case unbound(node: Int, name: String)
  /// Something that has no value as an index or exponent.
  case notWhole(node: Int)
  case tooManyTerms(node: Int)
  case tooLarge(node: Int)
  /// A quotient by something that is no number, or by 0.
  case divisor(node: Int)
}

/// Works out the value of a formula for a network.
struct FormulaEvaluation<Ring: FormulaRing> {
  let formula: Formula
  let network: UnrolledNetwork
  let ring: Ring
  let reading: DerivativeReading
  /// How many more terms may be worked out.
  var budget: Int
  /// Derivatives that are no local partial, and were no product of the steps between either.
  private(set) var indirect: Set<Int> = []
  /// Parts whose edges are to be noted, and the edges that they stood for.
  var watched: Set<Int> = []
  private(set) var watchedEdges: Set<UnrolledNetwork.Edge> = []
  private var bindings: [String: Int] = [:]
  private var totals: [Pair: Ring.Element] = [:]

  private struct Pair: Hashable {
    let of: UnrolledNetwork.Quantity
    let by: UnrolledNetwork.Quantity
    let isShortest: Bool
  }

  init(
    _ formula: Formula, for network: UnrolledNetwork, in ring: Ring, reading: DerivativeReading = .init(), budget: Int
  ) {
    self.formula = formula
    self.network = network
    self.ring = ring
    self.reading = reading
    self.budget = budget
    bindings[FormulaNames.length] = network.length
  }

  private mutating func spend(_ count: Int, at node: Int) throws(EvaluationProblem) {
    guard count <= budget else { throw .tooManyTerms(node: node) }
    budget -= count
  }

  mutating func value(of node: Int) throws(EvaluationProblem) -> Ring.Element {
    try spend(1, at: node)
    switch formula.nodes[node].kind {
    case .number(let number): return try known(ring.number(number), node)
    case .name: return try number(try integer(node), node)
    case .quantity(let reference): return ring.symbol(.value(try quantity(reference, node)))
    case .derivative(let derivative): return try self.derivative(derivative, node)
    case .differential: throw .notWhole(node: node)
    case .sum(let parts):
      var sum = try value(of: parts[0])
      for part in parts.dropFirst() { sum = try known(ring.sum(sum, try value(of: part)), node) }
      return sum
    case .product(let parts):
      var product = try value(of: parts[0])
      for part in parts.dropFirst() { product = try times(product, try value(of: part), node) }
      return product
    case .negation(let part): return try times(try number(-1, node), try value(of: part), node)
    case .power(let base, let exponent): return try power(base, exponent, node)
    case .quotient(let above, let below):
      guard case .number(let divisor) = formula.nodes[below].kind, let inverse = divisor.reciprocal else {
        throw .divisor(node: below)
      }
      return try times(try value(of: above), try known(ring.number(inverse), node), node)
    case .series(let series): return try self.series(series, node)
    }
  }

  private func known(_ element: Ring.Element?, _ node: Int) throws(EvaluationProblem) -> Ring.Element {
    guard let element else { throw .tooLarge(node: node) }
    return element
  }

  private func number(_ integer: Int, _ node: Int) throws(EvaluationProblem) -> Ring.Element {
    try known(ring.number(Fraction(integer)), node)
  }

  private mutating func times(
    _ a: Ring.Element, _ b: Ring.Element, _ node: Int
  ) throws(EvaluationProblem) -> Ring.Element {
    try spend(ring.cost(a, b), at: node)
    return try known(ring.product(a, b), node)
  }

  private mutating func power(_ base: Int, _ exponent: Int, _ node: Int) throws(EvaluationProblem) -> Ring.Element {
    let count = try integer(exponent)
    guard count >= 0 else { throw .notWhole(node: exponent) }
    try spend(count, at: node)
    let factor = try value(of: base)
    var result = try number(1, node)
    for _ in 0..<count { result = try times(result, factor, node) }
    return result
  }

  private mutating func series(_ series: Formula.Series, _ node: Int) throws(EvaluationProblem) -> Ring.Element {
    let lower = try integer(series.lower)
    let upper = try integer(series.upper)
    var result = try number(series.operation == .sum ? 0 : 1, node)
    guard lower <= upper else { return result }
    let (count, overflow) = upper.subtractingReportingOverflow(lower)
    guard !overflow, count < budget else { throw .tooManyTerms(node: node) }
    let outer = bindings[series.variable]
    for index in lower...upper {
      bindings[series.variable] = index
      let term = try value(of: series.body)
      switch series.operation {
      case .sum: result = try known(ring.sum(result, term), node)
      case .product: result = try times(result, term, node)
      }
    }
    bindings[series.variable] = outer
    return result
  }

  // MARK: Indices

  /// The value of an index, bound or exponent.
  mutating func integer(_ node: Int) throws(EvaluationProblem) -> Int {
    try spend(1, at: node)
    func exact(_ result: (partialValue: Int, overflow: Bool)) throws(EvaluationProblem) -> Int {
      guard !result.overflow else { throw .tooLarge(node: node) }
      return result.partialValue
    }
    switch formula.nodes[node].kind {
    case .number(let number):
      guard let integer = number.integer else { throw .notWhole(node: node) }
      return integer
    case .name(let name):
      guard let value = bindings[name] else { throw .unbound(node: node, name: name) }
      return value
    case .negation(let part): return try exact(0.subtractingReportingOverflow(try integer(part)))
    case .sum(let parts):
      var sum = 0
      for part in parts { sum = try exact(sum.addingReportingOverflow(try integer(part))) }
      return sum
    case .product(let parts):
      var product = 1
      for part in parts { product = try exact(product.multipliedReportingOverflow(by: try integer(part))) }
      return product
    case .power(let base, let exponent):
      let (factor, count) = (try integer(base), try integer(exponent))
      guard count >= 0 else { throw .notWhole(node: exponent) }
      var power = 1
      // A base of 0, 1 or −1 never overflows, however often it is multiplied.
      for _ in 0..<min(count, abs(factor) < 2 ? 2 + count % 2 : count) {
        power = try exact(power.multipliedReportingOverflow(by: factor))
      }
      return power
    default: throw .notWhole(node: node)
    }
  }

  private mutating func quantity(
    _ reference: Formula.Reference, _ node: Int
  ) throws(EvaluationProblem) -> UnrolledNetwork.Quantity {
    let step: Int?
    if let index = reference.index { step = try integer(index) } else { step = nil }
    let quantity = UnrolledNetwork.Quantity(reference.name, step)
    guard network.places[quantity] != nil else { throw .noSuchStep(node: node, quantity: quantity) }
    return quantity
  }

  // MARK: Derivatives

  private mutating func derivative(
    _ derivative: Formula.Derivative, _ node: Int
  ) throws(EvaluationProblem) -> Ring.Element {
    let of = try quantity(derivative.of, node)
    let by = try quantity(derivative.by, node)
    let edge = UnrolledNetwork.Edge(from: by, to: of)
    if watched.contains(node) { watchedEdges.insert(edge) }
    if reading.obeysArguments, let arguments = derivative.arguments {
      let held = try expanded(arguments, node)
      guard held.contains(by) else { return try number(0, node) }
      if held == Set(network.arguments[of, default: []]) || of == by { return try partial(edge, node) }
      let paths = network.paths(from: by, to: of, avoiding: held, limit: 2)
      if paths.isEmpty { return try number(0, node) }
      if paths.map(\.edges.count) == [1] { return try partial(edge, node) }
      if of.name != by.name { indirect.insert(node) }
      return try pathSum(of: of, by: by, avoiding: held.subtracting([by]), shortest: false, node)
    }
    if !reading.total.contains(derivative.sign), network.edgeSet.contains(edge) || of == by {
      return try partial(edge, node)
    }
    let isShortest = reading.indirect == .shortestPaths && of.name != by.name
    let pair = Pair(of: of, by: by, isShortest: isShortest)
    let total: Ring.Element
    if let known = totals[pair] {
      total = known
    } else {
      total = try pathSum(of: of, by: by, avoiding: [], shortest: isShortest, node)
      totals[pair] = total
    }
    if of.name != by.name, !ring.isZero(total), !isSinglePartial(edge, total) { indirect.insert(node) }
    return total
  }

  private func isSinglePartial(_ edge: UnrolledNetwork.Edge, _ value: Ring.Element) -> Bool {
    network.edgeSet.contains(edge) && value == ring.symbol(.partial(edge))
  }

  /// The local partial of an edge; 1 for a quantity by itself.
  private mutating func partial(_ edge: UnrolledNetwork.Edge, _ node: Int) throws(EvaluationProblem) -> Ring.Element {
    if edge.from == edge.to { return try number(1, node) }
    guard network.edgeSet.contains(edge) else { return try number(0, node) }
    guard reading.explicit.contains(edge.to.name), let terms = network.architecture.explicit(edge) else {
      return ring.symbol(.partial(edge))
    }
    var sum = try number(0, node)
    for term in terms {
      var product = try number(term.coefficient, node)
      for symbol in term.symbols { product = try times(product, ring.symbol(symbol), node) }
      sum = try known(ring.sum(sum, product), node)
    }
    return sum
  }

  /// The sum over all paths, or the shortest, of the products of their local partials.
  mutating func pathSum(
    of end: UnrolledNetwork.Quantity, by start: UnrolledNetwork.Quantity, avoiding held: Set<UnrolledNetwork.Quantity>,
    shortest: Bool, _ node: Int
  ) throws(EvaluationProblem) -> Ring.Element {
    guard let first = network.places[start], let last = network.places[end], first <= last else {
      return try number(0, node)
    }
    var sums: [UnrolledNetwork.Quantity: (sum: Ring.Element, steps: Int)] = [start: (try number(1, node), 0)]
    for place in first..<last + 1 where place > first {
      let to = network.quantities[place]
      guard to == end || !held.contains(to) else { continue }
      var reached: (sum: Ring.Element, steps: Int)?
      for argument in network.arguments[to, default: []] {
        guard let below = sums[argument] else { continue }
        let contribution = try times(below.sum, try partial(.init(from: argument, to: to), node), node)
        guard let sum = reached, !shortest || sum.steps == below.steps + 1 else {
          if reached.map({ $0.steps > below.steps + 1 }) ?? true { reached = (contribution, below.steps + 1) }
          continue
        }
        reached = (try known(ring.sum(sum.sum, contribution), node), sum.steps)
      }
      sums[to] = reached
    }
    guard let sum = sums[end]?.sum else { return try number(0, node) }
    return sum
  }

  /// The quantities that a list of arguments names, the dots in `o_1, …, o_N` filled in.
  private mutating func expanded(
    _ arguments: [Formula.Argument], _ node: Int
  ) throws(EvaluationProblem) -> Set<UnrolledNetwork.Quantity> {
    var held: Set<UnrolledNetwork.Quantity> = []
    var last: UnrolledNetwork.Quantity?
    var isFilling = false
    for argument in arguments {
      switch argument {
      case .ellipsis: isFilling = true
      case .every(let name):
        held.formUnion(network.quantities.filter { $0.name == name })
      case .quantity(let reference):
        // x_{N+1} is an argument of the loss only; others may be named that do not exist.
        let step: Int?
        if let index = reference.index { step = try integer(index) } else { step = nil }
        let quantity = UnrolledNetwork.Quantity(reference.name, step)
        if isFilling, let last, last.name == quantity.name, let from = last.step, let to = step {
          held.formUnion(
            network.quantities.filter { $0.name == last.name && $0.step.map { from < $0 && $0 < to } == true })
        }
        held.insert(quantity)
        last = quantity
        isFilling = false
      }
    }
    return held
  }
}
