/// The lab's question for ∂h_1/∂U_{1,1} with x_1 = (0, 1) and an unknown σ, and the judge of its answers.
///
/// h_1 = σ(U x_1 + V h_0), so the derivative is (σ′(…) x_1[0], 0), the zero vector whatever σ is. Right are 0, the zero
/// vector in either shape, and any product with x_1[0] in it that is 0 for that reason.
public struct LookingBackQuestion: Sendable {
  private let input: [Double]

  /// The question, for the first input of the lab or another.
  public init(input: [Double] = [0, 1]) {
    precondition(input.first == 0, "The derivative can be found without σ only if the first input begins with 0.")
    self.input = input
  }

  /// What became of an answer.
  public enum Verdict: Equatable, Sendable, CustomStringConvertible {
    /// The answer is the zero vector.
    case right
    /// The answer is something else, or need not be zero; why, without the right answer.
    case wrong(String)
    /// The text could not be read.
    case unreadable(FormulaError)

    /// The verdict in words for the learner.
    public var description: String {
      switch self {
      case .right: "Right."
      case .wrong(let message): message
      case .unreadable(let error): error.description
      }
    }
  }

  /// Reads and judges an answer; of several steps between equals signs the last one counts.
  public func judge(_ text: String) -> Verdict {
    do {
      var parser = try ValueParser(text, input: input)
      let values = try parser.parse()
      guard values.count == 1 || values.count == input.count else {
        return .wrong(
          "h_1 has \(input.count) elements, and so has its derivative by one number; here are \(values.count).")
      }
      guard values.allSatisfy({ $0 == .known(0) }) else {
        return .wrong(
          values.contains(.unknown)
            ? "What stands here depends on σ. Write one element of U x_1 out: what is U_{1,1} multiplied by?"
            : "The derivative has another value. Write U x_1 out element by element: what is U_{1,1} multiplied by?")
      }
      return .right
    } catch {
      return .unreadable(error)
    }
  }
}

/// A number that is known, or one that depends on what is not given.
enum PartlyKnown: Equatable, Sendable {
  case known(Double)
  case unknown

  static func + (a: Self, b: Self) -> Self {
    guard case .known(let a) = a, case .known(let b) = b else { return .unknown }
    return .known(a + b)
  }

  /// Zero times anything is zero.
  static func * (a: Self, b: Self) -> Self {
    if a == .known(0) || b == .known(0) { return .known(0) }
    guard case .known(let a) = a, case .known(let b) = b else { return .unknown }
    return .known(a * b)
  }
}
