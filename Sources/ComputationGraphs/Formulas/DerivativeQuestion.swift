import Autograd

/// A question for a derivative of an unrolled network in terms of its local partials, and the judge of its answers.
///
/// For the lab: `DerivativeQuestion(by: "U", length: .exactly(2)).judge(#"\frac{\partial L}{\partial o_1} …"#)`.
///
/// ∂ and d read alike unless the answer uses both; then d is the total derivative. Arguments, where written, decide.
/// A derivative by something that is no direct argument is the sum over the paths between; between states that is the
/// product of the steps, so ∂h_3/∂h_1 may stand for ∂h_3/∂h_2 · ∂h_2/∂h_1, and ∂h_t/∂h_t is 1.
///
/// An answer that is found right has the value that was asked for at every network of these lengths, not only at one
/// with certain numbers: both sides are compared as polynomials in the local partials, exactly for given lengths up to 8
/// and for lengths up to 4 of the general question, and at two random points modulo 2⁶¹ − 1 for all lengths up to 8.
public struct DerivativeQuestion: Sendable {
  /// For how many steps the derivative is asked.
  public enum Length: Equatable, Sendable {
    /// For this number of steps.
    case exactly(Int)
    /// In terms of the number of steps, N.
    case any
  }

  /// The network.
  public let architecture: RecurrentArchitecture
  /// The parameter that the derivative of the loss is taken by.
  public let parameter: String
  /// For how many steps the derivative is asked.
  public let length: Length
  let names: FormulaNames
  let exams: [FormulaExam]

  /// The largest number of steps that a formula is compared for when N is not given.
  static let longest = 8

  /// The question for the derivative of the loss by `parameter`.
  ///
  /// The same `seed` compares at the same random points.
  public init(
    by parameter: String, length: Length, architecture: RecurrentArchitecture = .elman, seed: UInt64 = 1
  ) {
    precondition(
      architecture.parameterNames.contains(parameter),
      "The network has no parameter “\(parameter)”; it has \(architecture.parameterNames.joined(separator: ", ")).")
    if case .exactly(let steps) = length {
      precondition((1...64).contains(steps), "A formula can be asked for 1 to 64 steps, not \(steps).")
    }
    self.architecture = architecture
    self.parameter = parameter
    self.length = length
    names = FormulaNames(architecture)
    var generator = SeededGenerator(seed: seed)
    let lengths = if case .exactly(let steps) = length { steps...steps } else { 1...Self.longest }
    var exams: [FormulaExam] = []
    for length in lengths {
      let isExact = lengths.count == 1 ? length <= Self.longest : length <= 4
      exams.append(FormulaExam(architecture, parameter, length: length, isExact: isExact, using: &generator))
    }
    self.exams = exams
  }

  /// Reads and judges an answer, within a budget of evaluated terms.
  ///
  /// - Complexity: linear in the terms of the answer when it is right; a wrong one is compared again with each of the
  ///   small changes that might make it right.
  public func judge(_ text: String) -> FormulaVerdict {
    do {
      var parser = try FormulaParser(text, names: names)
      let formula = try parser.parse()
      var comparison = FormulaComparison(self, formula)
      return try comparison.verdict()
    } catch {
      return .unreadable(error)
    }
  }

  /// The paths that the derivative is the sum of, for a number of steps.
  public func paths(length: Int) -> [UnrolledNetwork.Path] {
    UnrolledNetwork(architecture, length: length)
      .paths(from: .init(parameter), to: .init(architecture.loss.name))
  }
}

/// The network of one length, where a formula's value is compared with the truth.
struct FormulaExam: Sendable {
  let network: UnrolledNetwork
  let loss: UnrolledNetwork.Quantity
  let parameter: UnrolledNetwork.Quantity
  let points: [RandomPoint]
  /// The derivative at each of the points.
  let truths: [MersenneField]
  /// The polynomials of this length, if they are compared.
  let polynomials: PolynomialRing?

  init(
    _ architecture: RecurrentArchitecture, _ parameter: String, length: Int, isExact: Bool,
    using generator: inout some RandomNumberGenerator
  ) {
    let network = UnrolledNetwork(architecture, length: length)
    self.network = network
    loss = UnrolledNetwork.Quantity(architecture.loss.name)
    self.parameter = UnrolledNetwork.Quantity(parameter)
    let paths = network.paths(from: self.parameter, to: loss)
    var points: [RandomPoint] = []
    var truths: [MersenneField] = []
    for _ in 0..<2 {
      let point = RandomPoint(of: network, using: &generator)
      points.append(point)
      truths.append(
        paths.reduce(MersenneField(0)) { sum, path in
          sum + path.edges.reduce(MersenneField(1)) { $0 * point.symbol(.partial($1)) }
        })
    }
    self.points = points
    self.truths = truths
    polynomials = isExact ? PolynomialRing(of: network) : nil
  }
}
