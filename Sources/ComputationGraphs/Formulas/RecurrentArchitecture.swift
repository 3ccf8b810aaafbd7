/// Which quantity of a recurrent network is computed from which others, for any number of steps.
///
/// The lab's network is ``elman``. Another one is described by listing, for each quantity of a time step, what it is a
/// function of: `h_t = h(U, V, h_{t-1}, x_t)` says which local partial derivatives there are, and so which paths.
public struct RecurrentArchitecture: Sendable {
  /// What a quantity is a function of.
  public enum Argument: Hashable, Sendable {
    /// A parameter, the same at every step.
    case parameter(String)
    /// A quantity of the same step (offset 0), an earlier (−1), or for targets a later one (+1).
    case step(String, offset: Int)
  }

  /// A quantity that every step computes, and its arguments in their order.
  public struct Variable: Sendable {
    /// The quantity's letter.
    public let name: String
    /// What it is a function of.
    public let arguments: [Argument]

    /// A quantity and what it is a function of.
    public init(_ name: String, of arguments: [Argument]) {
      self.name = name
      self.arguments = arguments
    }
  }

  /// What each step computes, in order of computation.
  public let variables: [Variable]
  /// What all steps together give: a function of the arguments at every step.
  public let loss: Variable
  /// The value of a local partial as a sum of products, where the network's definition gives it: 2(o_t − x_{t+1}) for
  /// ∂L/∂o_t.
  let explicit: @Sendable (UnrolledNetwork.Edge) -> [FormulaTerm]?

  /// An architecture by what its quantities are functions of.
  ///
  /// Names are single letters other than d, which is the sign of a derivative, and are unique. A quantity of the same
  /// step must be listed before it is used; one of an earlier step may be any, and has an initial value before step 1.
  public init(variables: [Variable], loss: Variable) {
    self.init(variables: variables, loss: loss) { _ in nil }
  }

  init(
    variables: [Variable], loss: Variable, explicit: @escaping @Sendable (UnrolledNetwork.Edge) -> [FormulaTerm]?
  ) {
    let names = variables.map(\.name) + [loss.name]
    precondition(Set(names).count == names.count, "Every quantity of a recurrent network needs a name of its own.")
    var known: Set<String> = []
    for variable in variables + [loss] {
      for argument in variable.arguments {
        guard case .step(let name, let offset) = argument, names.contains(name) else { continue }
        precondition(
          offset < 0 || offset == 0 && known.contains(name),
          "\(variable.name) uses \(name) of a step that has not been computed yet.")
      }
      known.insert(variable.name)
    }
    self.variables = variables
    self.loss = loss
    self.explicit = explicit
    let all = parameterNames + stepNames + [loss.name]
    precondition(
      all.allSatisfy { $0.count == 1 && $0 != "d" && $0 != "N" },
      "The quantities of a recurrent network have names of one letter, other than d and N.")
  }

  /// The lab's network: h_t = σ(U x_t + V h_{t−1}), o_t = W h_t, L = Σ (o_t − x_{t+1})², all of them scalars.
  public static let elman = RecurrentArchitecture(
    variables: [
      Variable("h", of: [.parameter("U"), .parameter("V"), .step("h", offset: -1), .step("x", offset: 0)]),
      Variable("o", of: [.parameter("W"), .step("h", offset: 0)]),
    ],
    loss: Variable("L", of: [.step("o", offset: 0), .step("x", offset: 1)])
  ) { edge in
    switch (edge.from.name, edge.to.name) {
    case ("o", "L"):
      guard let step = edge.from.step else { return nil }
      return [
        FormulaTerm(2, [.value(edge.from)]), FormulaTerm(-2, [.value(UnrolledNetwork.Quantity("x", step + 1))]),
      ]
    case ("h", "o"): return [FormulaTerm(1, [.value(UnrolledNetwork.Quantity("W"))])]
    case ("W", "o"): return edge.to.step.map { [FormulaTerm(1, [.value(UnrolledNetwork.Quantity("h", $0))])] }
    default: return nil
    }
  }

  /// The parameters, in order of first use.
  public var parameterNames: [String] {
    var names: [String] = []
    for case .parameter(let name) in (variables + [loss]).flatMap(\.arguments) where !names.contains(name) {
      names.append(name)
    }
    return names
  }

  /// The quantities that have an index, computed ones first.
  public var stepNames: [String] {
    var names = variables.map(\.name)
    for case .step(let name, _) in (variables + [loss]).flatMap(\.arguments) where !names.contains(name) {
      names.append(name)
    }
    return names
  }
}

/// A number times a product of what formulas are made of.
struct FormulaTerm: Sendable {
  let coefficient: Int
  let symbols: [FormulaSymbol]

  init(_ coefficient: Int, _ symbols: [FormulaSymbol]) {
    self.coefficient = coefficient
    self.symbols = symbols
  }
}

/// What a formula's value is a polynomial in.
enum FormulaSymbol: Hashable, Sendable {
  /// The local partial derivative along an edge.
  case partial(UnrolledNetwork.Edge)
  /// A quantity itself.
  case value(UnrolledNetwork.Quantity)
}
