/// What is wrong with a formula, where, and what that does to the paths that the formula counts.
public struct FormulaDiagnosis: Equatable, Sendable {
  /// The mistakes that are told apart.
  public enum Kind: String, CaseIterable, Sendable {
    /// Paths have no term.
    case missingPaths
    /// A term belongs to no path.
    case extraPaths
    /// A path is counted more than once.
    case repeatedPaths
    /// A product lacks a factor.
    case missingFactor
    /// A factor stands once too often.
    case repeatedFactor
    /// A product has a factor that does not belong there.
    case extraFactor
    /// A factor stands where another belongs.
    case wrongFactor
    /// Numerator and denominator are exchanged.
    case invertedFactor
    /// An index is one too large or too small.
    case shiftedIndex
    /// An index is another than it should be.
    case wrongIndex
    /// A bound of a sum or product is one too large or too small.
    case shiftedBound
    /// A bound of a sum or product is another than it should be.
    case wrongBound
    /// The bounds of a sum or product are exchanged.
    case reversedBounds
    /// A sum stands for a product, or a product for a sum.
    case wrongOperator
    /// A term has the wrong sign.
    case wrongSign
    /// A term has a wrong number as its factor.
    case wrongCoefficient
    /// A sum over the steps is missing, or only one step's term is there.
    case missingSum
    /// A sum ends before the terms that need its index.
    case missingBrackets
    /// Something stands inside a product over an index though it does not depend on it.
    case wrongScope
    /// An index is used where no sum or product introduces it.
    case unboundIndex
    /// A quantity of a step that does not exist.
    case noSuchStep
    /// A derivative over several edges at once: ∂L/∂h for ∂L/∂o · ∂o/∂h.
    case shortcut
    /// A partial derivative is used as a total one, or the other way round.
    case totalForPartial
    /// With the arguments that were written, a derivative is another one.
    case wrongArguments
    /// The left side is not the derivative that was asked for.
    case wrongLeftSide
    /// The formula is right for one number of steps only.
    case onlyOneLength
    /// Several mistakes at once, or one that is not in this list.
    case other
  }

  /// A part of the learner's text.
  public struct Place: Equatable, Sendable {
    /// Its characters, counted from the beginning of the text.
    public let range: Range<Int>
    /// The part as the learner wrote it.
    public let excerpt: String
  }

  /// A product in the formula that no path gives.
  public struct Product: Equatable, Sendable, CustomStringConvertible {
    /// The edges whose local partials are multiplied.
    public let edges: [UnrolledNetwork.Edge]
    /// The product as it is written: `∂L/∂o_1 · ∂h_1/∂U`.
    public let description: String
  }

  /// Which mistake it is.
  public let kind: Kind
  /// Where the mistake is.
  public let place: Place
  /// The number of steps for which the paths below are given.
  public let length: Int
  /// The paths that the formula leaves out.
  public let missing: [UnrolledNetwork.Path]
  /// The paths that the formula counts more than once.
  public let repeated: [UnrolledNetwork.Path]
  /// The products in the formula that no path gives.
  public let extra: [Product]
  /// The edges that the place itself names, for the number of steps above.
  public let edges: [UnrolledNetwork.Edge]
  /// What is wrong and where, in words, without the right answer.
  public let message: String
}
