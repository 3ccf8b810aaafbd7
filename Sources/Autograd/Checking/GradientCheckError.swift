/// What a gradient check found.
public enum GradientCheckError: Error, Equatable, Sendable, CustomStringConvertible {
  /// One element of one input of the function under check.
  public struct Place: Equatable, Sendable, CustomStringConvertible {
    /// Number of the input, from 0.
    public let input: Int
    /// Position along each axis; `[]` for a single number.
    public let index: [Int]

    /// In words: `input 0 at [1, 2]`.
    public var description: String { index.isEmpty ? "input \(input)" : "input \(input) at \(index)" }
  }

  /// Finite differences need `.float64`; `what` is not.
  case notDouble(what: String)
  /// A number in the way is infinite or NaN.
  case nonFinite(what: String, value: Double)
  /// The slopes on both sides of the point differ, so that there is no derivative to compare with.
  case kink(at: Place, left: Double, right: Double, order: Int)
  /// The derivative is not the slope that the function has.
  case wrong(at: Place, gradient: Double, difference: Double, order: Int)
  /// The two ways of walking backward, unrecorded and recorded (`createGraph`), give different derivatives.
  case walksDisagree(at: Place, unrecorded: Double, recorded: Double, order: Int)

  /// One sentence for the reader.
  public var description: String {
    switch self {
    case .notDouble(let what):
      "checkGradient: \(what) is float32; finite differences need float64: convert the inputs with to(.float64)"
    case .nonFinite(let what, let value):
      "checkGradient: \(what) is \(value); move the point to where everything is finite"
    case .kink(let place, let left, let right, let order):
      "checkGradient: \(place) sits on a kink: the \(Self.slope(order)) is \(left) on the left and \(right) on the right;"
        + " no derivative can be compared there, so move the point"
    case .wrong(let place, let gradient, let difference, let order):
      "checkGradient: the \(Self.gradient(order)) with respect to \(place) is \(gradient);"
        + " finite differences give \(difference)"
    case .walksDisagree(let place, let unrecorded, let recorded, let order):
      "checkGradient: the \(Self.gradient(order)) with respect to \(place) is \(unrecorded) unrecorded,"
        + " but \(recorded) when it is recorded (createGraph)"
    }
  }

  private static func gradient(_ order: Int) -> String { order == 1 ? "gradient" : "gradient of the gradient" }
  private static func slope(_ order: Int) -> String { order == 1 ? "slope" : "slope of the gradient" }
}
