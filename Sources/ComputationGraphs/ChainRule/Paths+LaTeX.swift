/// How a derivative is written out.
public enum ChainRuleForm: Sendable {
  /// A sum with a product for each path.
  case sum
  /// Common factors taken out, beginning at the output.
  case factored
}

/// What stands for the partial derivative on an edge.
public enum ChainRulePartials: Sendable {
  /// `\frac{\partial o_1}{\partial h_1}`.
  case symbols
  /// Its number, or the matrix of its numbers.
  case numbers
}

extension Paths {
  /// The chain rule in the learner's names: the derivative of the output with respect to the input, as LaTeX.
  ///
  /// The partial derivatives are those on the edges, so between named nodes unless the paths run through single operations.
  /// Matrices stand in the order in which they are multiplied.
  ///
  /// - Parameters:
  ///   - form: A sum over paths, or factored.
  ///   - partials: Symbols or numbers.
  ///   - most: The greatest number of factors in the formula.
  /// - Throws: ``ComputationGraphError/formulaTooLong(most:)`` before a formula with more factors is written.
  public func latex(
    form: ChainRuleForm = .sum, partials: ChainRulePartials = .symbols, most: Int = 5000
  ) throws(ComputationGraphError) -> String {
    guard !isEmpty else { return "\(derivativeSymbol) = 0" }
    guard network.edgeCount > 0 else { return "\(derivativeSymbol) = 1" }
    // Known before anything is written: the factors of all paths, or of all that is written in brackets.
    guard factorCount(form) <= Double(most) else { throw .formulaTooLong(most: most) }
    let factors = factors(partials)
    switch form {
    case .sum:
      let terms = map { path in path.edges.map { factors[$0] } }
      return "\(derivativeSymbol) = \(Self.sum(terms.map { Self.product($0, partials) }))"
    case .factored:
      return "\(derivativeSymbol) = \(factored(factors, partials))"
    }
  }

  /// `\frac{d L}{d U}`: total, where what stands on the edges is partial.
  private var derivativeSymbol: String { "\\frac{d \(name(of: output))}{d \(name(of: input))}" }

  private func name(of position: Int) -> String { NameNotation.latex(graph.nodes[position].id) }

  private func factors(_ partials: ChainRulePartials) -> [String] {
    switch partials {
    case .symbols:
      return network.vertices.indices.flatMap { vertex in
        network.edges(into: vertex).map { edge in
          let (result, operand) = (network.vertices[vertex], network.vertices[network.origins[edge]])
          return "\\frac{\\partial \(name(of: result))}{\\partial \(name(of: operand))}"
        }
      }
    case .numbers:
      if let numbers = network.numbers() { return numbers.map(NumberNotation.latex) }
      return network.vertices.indices.flatMap { vertex in
        network.edges(into: vertex).map { network.jacobian(of: $0, into: vertex).latex }
      }
    }
  }

  /// How many factors the formula has: by dynamic programming, in floating point, which only needs to be near.
  private func factorCount(_ form: ChainRuleForm) -> Double {
    var (paths, factors) = ([1.0], [0.0])
    for vertex in network.vertices.indices.dropFirst() {
      let origins = network.edges(into: vertex).map { network.origins[$0] }
      paths.append(origins.reduce(0) { $0 + paths[$1] })
      factors.append(origins.reduce(0) { $0 + factors[$1] + (form == .sum ? paths[$1] : 1) })
    }
    return factors.last ?? 0
  }

  /// Each vertex' derivative in terms of those it is computed from, put into one another.
  private func factored(_ factors: [String], _ partials: ChainRulePartials) -> String {
    var derivatives: [(text: String, isSum: Bool)] = [("", false)]
    for vertex in network.vertices.indices.dropFirst() {
      let terms = network.edges(into: vertex).map { edge in
        let (rest, isSum) = derivatives[network.origins[edge]]
        let inner = rest.isEmpty ? [] : [isSum ? "\\left(\(rest)\\right)" : rest]
        return Self.product([factors[edge]] + inner, partials)
      }
      derivatives.append((Self.sum(terms), terms.count > 1))
    }
    return derivatives.last?.text ?? "0"
  }

  private static func product(_ factors: [String], _ partials: ChainRulePartials) -> String {
    guard partials == .numbers else { return factors.joined(separator: " ") }
    return factors.enumerated().map { $0 > 0 && $1.hasPrefix("-") ? "(\($1))" : $1 }.joined(separator: " \\cdot ")
  }

  private static func sum(_ terms: [String]) -> String {
    terms.dropFirst().reduce(terms.first ?? "0") { sum, term in
      term.hasPrefix("-") ? "\(sum) - \(term.dropFirst())" : "\(sum) + \(term)"
    }
  }
}

extension Jacobian {
  /// The number, or the matrix; of a large one its size.
  var latex: String {
    if let number { return NumberNotation.latex(number) }
    guard rows <= 12, columns <= 12 else { return "[\(rows) \\times \(columns)]" }
    let lines = (0..<rows).map { row in
      (0..<columns).map { NumberNotation.latex(self[row, $0]) }.joined(separator: " & ")
    }
    return "\\begin{pmatrix} \(lines.joined(separator: " \\\\ ")) \\end{pmatrix}"
  }
}
