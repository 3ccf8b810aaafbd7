/// What became of a formula: right, wrong and why, or not to be read.
public enum FormulaVerdict: Equatable, Sendable {
  /// The formula says what was asked, for every network.
  case right(FormulaAgreement)
  /// The formula says something else.
  case wrong(FormulaDiagnosis)
  /// The text is no formula, or none that can be worked out.
  case unreadable(FormulaError)

  /// Whether the formula is right.
  public var isRight: Bool { if case .right = self { true } else { false } }
}

extension FormulaVerdict: CustomStringConvertible {
  /// The verdict in words for the learner.
  public var description: String {
    switch self {
    case .right(let agreement): (["Right."] + agreement.remarks).joined(separator: " ")
    case .wrong(let diagnosis): diagnosis.message
    case .unreadable(let error): error.description
    }
  }
}

/// In which sense a formula was found to be right.
public struct FormulaAgreement: Equatable, Sendable {
  /// The numbers of steps for which both sides were compared.
  public let lengths: ClosedRange<Int>
  /// The numbers of steps for which both sides are the same polynomial in the local partials; for the others they
  /// agree at random points.
  public let exactLengths: ClosedRange<Int>?
  /// The most that the probability of a wrong verdict can be: (d/2⁶¹)² for polynomials of degree d, compared at two
  /// random points (Schwartz–Zippel), summed over the lengths without exact comparison; 0 when there are none.
  public let errorBound: Double
  /// What a reader should know nevertheless.
  public let remarks: [String]
}
