/// What can be wrong with the numbers that are to become a bigram model.
public enum BigramTableError: Error, Equatable, CustomStringConvertible {
  /// The table is not a square matrix with at least one row.
  case notSquare(shape: [Int])
  /// The table, or the counts, are for `size` word types, the vocabulary has another number.
  case size(Int, vocabularySize: Int)
  /// An element is NaN or infinite.
  case notFinite(row: Int, column: Int, value: String)
  /// An element is negative.
  case negative(row: Int, column: Int, value: Double)
  /// A row does not sum to 1.
  case rowSum(row: Int, sum: Double, tolerance: Double)
  /// The k of add-k smoothing is negative or not finite.
  case smoothing(Double)
  /// The table would have more than `limit` rows and columns.
  case tooManyTypes(Int, limit: Int)

  /// What is wrong, where, and what would be right.
  public var description: String {
    switch self {
    case .notSquare(let shape):
      "a bigram table is a square matrix, a row for the word before and a column for the word after; this one has "
        + "the shape \(shape)"
    case .size(let size, let vocabularySize):
      "the table is for \(size) word types, and the vocabulary has \(vocabularySize)"
    case .notFinite(let row, let column, let value):
      "the table has \(value) in row \(row), column \(column); every element must be a probability"
    case .negative(let row, let column, let value):
      "the table has \(value) in row \(row), column \(column); a probability is not negative"
    case .rowSum(let row, let sum, let tolerance):
      "row \(row) of the table sums to \(sum); every row must sum to 1 (within \(tolerance)), "
        + "for it is the distribution of the word after word \(row)"
    case .smoothing(let k):
      "the k of add-k smoothing is \(k); it must be a finite number, at least 0"
    case .tooManyTypes(let count, let limit):
      "a table of \(count) word types would have \(count) × \(count) elements; tables are written out for up to "
        + "\(limit) types, beyond which the model stays sparse"
    }
  }
}
