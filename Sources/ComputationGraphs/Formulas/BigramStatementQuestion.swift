import Autograd

/// The lab's question for U, V, W and σ that make a recurrent network a bigram model, and the judge of its answers.
///
/// With h_t = σ(U x_t + V h_{t−1}), o_t = W h_t, h_0 = 0 and one-hot x_t, the output o_t is to be the row of T that
/// belongs to word t, at every step. Any U and W with W U = Tᵀ do, if V is 0 and σ leaves U's columns as they are.
///
/// An answer is tried: the network is built for 1 to 6 word types, each with several random tables T whose rows sum to 1,
/// and run over sequences that have every word after every other.
public struct BigramStatementQuestion: Sendable {
  private let tables: [SquareMatrix]
  private let seed: UInt64

  /// The sizes of vocabulary that are tried.
  public static let sizes = 1...6

  /// The question; the same `seed` tries the same tables.
  public init(seed: UInt64 = 1) {
    self.seed = seed
    var generator = SeededGenerator(seed: seed)
    var tables: [SquareMatrix] = []
    // The size that shows least comes last, so that a failure is one that can be followed.
    for size in Array(Self.sizes.dropFirst()) + Self.sizes.prefix(1) {
      for _ in 0..<3 { tables.append(.stochastic(size, using: &generator)) }
    }
    self.tables = tables
  }

  /// Reads and judges a statement like `U = I, V = 0, W = T^\top, \sigma = \mathrm{id}`.
  public func judge(_ text: String) -> BigramStatementVerdict {
    do {
      var parser = try StatementParser(text)
      return verdict(on: try parser.parse())
    } catch {
      return .unreadable(error)
    }
  }

  private func verdict(on statement: ParameterStatement) -> BigramStatementVerdict {
    if let missing = missing(in: statement) { return .wrong(missing) }
    switch outcome(of: statement) {
    case .right: return .right
    case .undefined:
      return .wrong(
        diagnosis(
          .undefined, nil, statement, nil,
          "A matrix here cannot be worked out: it is defined by itself, or inverted although it has no inverse."))
    case .wrong(let failure): return .wrong(diagnosis(of: statement, failure))
    }
  }

  // MARK: Trying a network

  /// The first output that is not the row of T.
  struct Failure: Equatable {
    let size: Int
    let step: Int

    /// The size in words.
    var types: String { size == 1 ? "1 word type" : "\(size) word types" }
  }

  private enum Outcome: Equatable {
    case right, undefined
    case wrong(Failure)
  }

  /// Every word after every other: 0, 0, 1, 0, 2, … .
  private static func words(_ size: Int) -> [Int] {
    (0..<size).flatMap { first in (0..<size).flatMap { [first, $0] } }
  }

  private func outcome(of statement: ParameterStatement, tolerance: Double = 1e-9) -> Outcome {
    for table in tables {
      var values = StatementValues(statement, table: table, generator: SeededGenerator(seed: seed))
      guard let network = values.network() else { return .undefined }
      let words = Self.words(table.size)
      for (step, output) in network.outputs(for: words).enumerated() {
        let isRow = output.enumerated().allSatisfy { abs($1 - table[words[step], $0]) <= tolerance }
        // A comparison with what is not a number is false, and so is the output.
        if !isRow { return .wrong(Failure(size: table.size, step: step + 1)) }
      }
    }
    return .right
  }

  // MARK: Diagnosis

  private func missing(in statement: ParameterStatement) -> BigramStatementDiagnosis? {
    var stated = Set(statement.places.keys)
    // A parameter that another is defined by may be any.
    let definitions = Array(statement.matrices.values) + [statement.product?.value].compactMap(\.self)
    for name in ["U", "V", "W"] where definitions.contains(where: { $0.mentions(name) }) { stated.insert(name) }
    guard let name = ["U", "V", "W", "σ"].first(where: { !stated.contains($0) }) else { return nil }
    return diagnosis(.missing, nil, statement, nil, "Nothing is said about \(name): the network needs U, V, W and σ.")
  }

  private func diagnosis(
    _ kind: BigramStatementDiagnosis.Kind, _ parameter: String?, _ statement: ParameterStatement, _ failure: Failure?,
    _ message: String
  ) -> BigramStatementDiagnosis {
    BigramStatementDiagnosis(
      kind: kind, parameter: parameter, range: parameter.flatMap { statement.places[$0] }, size: failure?.size,
      step: failure?.step, message: message)
  }

  /// The first misconception, or two of them, without which the statement would be right.
  private func diagnosis(of statement: ParameterStatement, _ failure: Failure) -> BigramStatementDiagnosis {
    let misconceptions = Misconception.all
    for first in misconceptions.indices {
      if isRight(statement, [misconceptions[first]]) {
        return diagnosis(misconceptions[first], statement, failure, isOnly: true)
      }
    }
    for first in misconceptions.indices {
      for second in misconceptions.indices.dropFirst(first + 1)
      where isRight(statement, [misconceptions[first], misconceptions[second]]) {
        // What V does is not seen at the first step, so a failure there is the other's.
        let seen = misconceptions[first].kind == .recurrence && failure.step == 1 ? second : first
        return diagnosis(misconceptions[seen], statement, failure, isOnly: false)
      }
    }
    return diagnosis(
      .other, nil, statement, failure,
      "With \(failure.types), o_\(failure.step) is not the row of T of word \(failure.step). Follow one word: "
        + "which column of U does it pick, and what does W make of that?")
  }

  private func isRight(_ statement: ParameterStatement, _ changes: [Misconception]) -> Bool {
    var changed = statement
    for change in changes {
      guard let next = change.undone(changed) else { return false }
      changed = next
    }
    return outcome(of: changed) == .right
  }

  private func diagnosis(
    _ misconception: Misconception, _ statement: ParameterStatement, _ failure: Failure, isOnly: Bool
  ) -> BigramStatementDiagnosis {
    let parameter = misconception.parameter(statement)
    let more = isOnly ? "" : " That is not all that is wrong."
    return diagnosis(
      misconception.kind, parameter, statement, failure, misconception.message(statement, failure) + more)
  }
}
