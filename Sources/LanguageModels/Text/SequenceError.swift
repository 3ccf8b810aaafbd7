/// What can be wrong with a sequence of tokens that is given to a model.
public enum SequenceError: Error, Equatable, CustomStringConvertible {
  /// The token at `position` (from 0) has the id `id`, and the vocabulary's ids are 0 ..< `vocabularySize`.
  case outsideVocabulary(id: Int, position: Int, vocabularySize: Int)
  /// The sequence has `count` tokens.
  case tooShort(count: Int, needed: Int)
  /// A one-hot sequence is a matrix, one row a token; this tensor is none.
  case notMatrix(shape: [Int])
  /// The rows have `width` elements, and the vocabulary has `vocabularySize` types.
  case wrongWidth(Int, vocabularySize: Int)
  /// A row is not one 1 among zeros; `reason` says what it is.
  case notOneHot(row: Int, reason: String)

  /// What is wrong, where, and what would be right.
  public var description: String {
    switch self {
    case .outsideVocabulary(let id, let position, let vocabularySize):
      "token \(position) has the id \(id), which is outside the vocabulary; its ids are 0 to \(vocabularySize - 1)"
    case .tooShort(let count, let needed):
      "the sequence has \(count) \(count == 1 ? "token" : "tokens"); at least \(needed) are needed"
    case .notMatrix(let shape):
      "a one-hot sequence has the shape (tokens, word types); this tensor has the shape \(shape)"
    case .wrongWidth(let width, let vocabularySize):
      "the rows of the sequence have \(width) elements; the vocabulary has \(vocabularySize) types, "
        + "and a one-hot row has one element for each"
    case .notOneHot(let row, let reason):
      "row \(row) of the sequence is not one-hot: \(reason); a row has a single 1, at the id of its word, and zeros"
    }
  }
}
