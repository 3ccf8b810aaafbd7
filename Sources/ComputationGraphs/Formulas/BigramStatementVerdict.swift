/// What became of a statement about the parameters of a network that is to be a bigram model.
public enum BigramStatementVerdict: Equatable, Sendable {
  /// The network's outputs are the rows of T, for every number of word types that was tried.
  case right
  /// They are not.
  case wrong(BigramStatementDiagnosis)
  /// The text could not be read.
  case unreadable(FormulaError)

  /// Whether the statement is right.
  public var isRight: Bool { self == .right }
}

extension BigramStatementVerdict: CustomStringConvertible {
  /// The verdict in words for the learner.
  public var description: String {
    switch self {
    case .right: "Right."
    case .wrong(let diagnosis): diagnosis.message
    case .unreadable(let error): error.description
    }
  }
}

/// What is wrong with stated parameters, and where the first wrong output is.
public struct BigramStatementDiagnosis: Equatable, Sendable {
  /// The misconceptions that are told apart.
  public enum Kind: String, CaseIterable, Sendable {
    /// Something that the network needs is not stated.
    case missing
    /// The table is not transposed, or transposed where it should not be.
    case transposition
    /// V lets earlier words in: the first step is right, since h_0 is 0, and later ones are not.
    case recurrence
    /// σ changes the numbers.
    case activation
    /// The table acts twice.
    case tableTwice
    /// The table is in none of the parameters.
    case noTable
    /// U and W are exchanged, or their product is in the wrong order.
    case order
    /// The outputs are a multiple of the rows.
    case scale
    /// Nothing of the word reaches the output.
    case nothing
    /// A matrix that is inverted has no inverse, or is defined by itself.
    case undefined
    /// Something else.
    case other
  }

  /// Which misconception it is.
  public let kind: Kind
  /// The parameter to look at, if it is one: U, V, W or σ.
  public let parameter: String?
  /// Where that is stated, in characters from the beginning of the text.
  public let range: Range<Int>?
  /// The number of word types for which the outputs first differ from the rows of T.
  public let size: Int?
  /// The step at which they do.
  public let step: Int?
  /// What is wrong, in words, without the right answer.
  public let message: String
}
