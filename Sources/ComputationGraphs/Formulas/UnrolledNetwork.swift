/// A recurrent network written out for a number of steps: its quantities, and which is a function of which.
public struct UnrolledNetwork: Sendable {
  /// A parameter, or something that a step reads or computes: `U`, `h_2`.
  public struct Quantity: Hashable, Sendable, CustomStringConvertible {
    /// The letter.
    public let name: String
    /// The step, for what has an index.
    public let step: Int?

    /// A quantity by its letter and step.
    public init(_ name: String, _ step: Int? = nil) {
      self.name = name
      self.step = step
    }

    /// As it is written: `h_2`.
    public var description: String { step.map { "\(name)_\($0)" } ?? name }
  }

  /// That one quantity is an argument of another, with the local partial derivative that belongs to it.
  public struct Edge: Hashable, Sendable, CustomStringConvertible {
    /// The argument.
    public let from: Quantity
    /// What is computed from it.
    public let to: Quantity

    /// An edge from an argument to what is computed from it.
    public init(from: Quantity, to: Quantity) {
      self.from = from
      self.to = to
    }

    /// The local partial as it is written: `∂h_2/∂h_1`.
    public var description: String { "∂\(to)/∂\(from)" }
  }

  /// A way from one quantity to another along edges.
  public struct Path: Hashable, Sendable, CustomStringConvertible {
    /// The edges in order.
    public let edges: [Edge]

    /// The quantities on the way: `U → h_1 → o_1 → L`.
    public var description: String {
      (edges.prefix(1).map(\.from) + edges.map(\.to)).map(\.description).joined(separator: " → ")
    }
  }

  /// What was unrolled.
  public let architecture: RecurrentArchitecture
  /// The number of steps.
  public let length: Int
  /// All quantities, the arguments of each before it.
  public let quantities: [Quantity]
  /// For each quantity that is computed, what it is a function of, in order.
  public let arguments: [Quantity: [Quantity]]
  /// The edges, in order of their ends.
  let edges: [Edge]
  let edgeSet: Set<Edge>
  /// The place of each quantity in ``quantities``.
  let places: [Quantity: Int]

  /// The network for `length` steps. Linear in the number of edges.
  public init(_ architecture: RecurrentArchitecture, length: Int) {
    precondition(length > 0, "A recurrent network is unrolled for at least one step, not \(length).")
    self.architecture = architecture
    self.length = length
    var quantities: [Quantity] = []
    var places: [Quantity: Int] = [:]
    var arguments: [Quantity: [Quantity]] = [:]
    func add(_ quantity: Quantity) {
      guard places[quantity] == nil else { return }
      places[quantity] = quantities.count
      quantities.append(quantity)
    }
    func resolve(_ argument: RecurrentArchitecture.Argument, at step: Int) -> Quantity {
      switch argument {
      case .parameter(let name): Quantity(name)
      case .step(let name, let offset): Quantity(name, step + offset)
      }
    }
    for step in 1...length {
      for variable in architecture.variables {
        let quantity = Quantity(variable.name, step)
        arguments[quantity] = variable.arguments.map { resolve($0, at: step) }
        arguments[quantity]?.forEach(add)
        add(quantity)
      }
    }
    var lossArguments: [Quantity] = []
    for argument in architecture.loss.arguments {
      for step in 1...length {
        let quantity = resolve(argument, at: step)
        if !lossArguments.contains(quantity) { lossArguments.append(quantity) }
      }
    }
    lossArguments.forEach(add)
    let loss = Quantity(architecture.loss.name)
    arguments[loss] = lossArguments
    add(loss)
    self.quantities = quantities
    self.places = places
    self.arguments = arguments
    edges = quantities.flatMap { to in arguments[to, default: []].map { Edge(from: $0, to: to) } }
    edgeSet = Set(edges)
  }

  /// The paths between two quantities that pass through none of `blocked`, in an order of their own; never more than
  /// `limit`, since their number can grow without bound.
  public func paths(
    from start: Quantity, to end: Quantity, avoiding blocked: Set<Quantity> = [], limit: Int = 10_000
  ) -> [Path] {
    guard let first = places[start], places[end] != nil else { return [] }
    var found: [Path] = []
    // Backwards from the end: an argument that comes before the start cannot lie on a path.
    var stack: [(quantity: Quantity, edges: [Edge])] = [(end, [])]
    while let (quantity, edges) = stack.popLast(), found.count < limit {
      if quantity == start {
        found.append(Path(edges: edges.reversed()))
        continue
      }
      for argument in arguments[quantity, default: []].reversed() {
        guard let place = places[argument], place >= first, argument == start || !blocked.contains(argument) else {
          continue
        }
        stack.append((argument, edges + [Edge(from: argument, to: quantity)]))
      }
    }
    return found
  }

  /// Which steps a quantity with an index has, or nil when there is none of that name.
  func steps(of name: String) -> ClosedRange<Int>? {
    let steps = quantities.compactMap { $0.name == name ? $0.step : nil }
    guard let first = steps.min(), let last = steps.max() else { return nil }
    return first...last
  }
}
