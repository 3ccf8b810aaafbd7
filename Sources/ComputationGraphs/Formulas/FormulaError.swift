/// Why a formula could not be read, and where.
public struct FormulaError: Error, Equatable, Sendable {
  /// What kind of thing is wrong.
  public enum Kind: Equatable, Sendable {
    /// There is no formula.
    case empty
    /// The text is longer than any answer needs.
    case tooLong
    /// Brackets or groups are nested deeper than any answer needs.
    case tooDeep
    /// A character that means nothing in a formula.
    case character
    /// A LaTeX command that this reader does not know.
    case command
    /// A name that is neither a quantity nor an index here.
    case name
    /// Something stands where something else belongs, or is missing there.
    case syntax
    /// A bracket, group or environment has no partner.
    case unbalanced
    /// Sums or products have more terms than can be worked out.
    case tooManyTerms
    /// A number is too large, or something that must be a whole number is not.
    case number
  }

  /// What kind of thing is wrong.
  public let kind: Kind
  /// The place, in characters from the beginning of the text.
  public let offset: Int
  /// The line of the place, from 1.
  public let line: Int
  /// The column of the place, from 1.
  public let column: Int
  /// What is wrong, as a sentence.
  public let problem: String
  /// What would be right in this place.
  public let expected: String
  /// The line of the text that holds the place, and a caret under it.
  public let pointer: String

  init(_ kind: Kind, at offset: Int, in text: FormulaText, _ problem: String, expected: String) {
    self.kind = kind
    self.offset = offset
    (line, column) = text.lineAndColumn(of: offset)
    self.problem = problem
    self.expected = expected
    pointer = text.pointing(at: offset)
  }
}

extension FormulaError: CustomStringConvertible {
  /// The problem, the place with a caret under it, and what was expected there.
  public var description: String {
    "Line \(line), column \(column): \(problem)\n\(pointer)\nExpected here: \(expected)."
  }
}
