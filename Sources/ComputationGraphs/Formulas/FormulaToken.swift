/// The smallest part of a formula that means something.
struct FormulaToken: Equatable, Sendable {
  enum Kind: Equatable, Sendable {
    case number(String)
    /// One letter, Latin or Greek, which names a quantity or an index.
    case letter(String)
    /// Several letters that are no product of names: `ReLU`, `from`, `and`.
    case word(String)
    /// ∂, which nothing but a derivative uses; d may also be a letter.
    case partial
    case nabla
    case series(SeriesOperator)
    /// `\frac`, or with the sign it puts before both parts: `\pdv`, `\dv`.
    case fraction(DerivativeSign?)
    case open(Bracket), close(Bracket)
    case groupStart, groupEnd
    case plus, minus, times, slash, superscript, subscripted, prime, transpose
    case comma, semicolon, colon, equals, less, lessOrEqual, greater, greaterOrEqual, element, mapsTo
    /// … in a list, and `..` in a range of indices.
    case ellipsis, range
    /// `\\`, or a line break in plain text.
    case row
    /// `\begin` of a matrix: its entries follow, columns parted by ``column``.
    case matrixStart, matrixEnd, column
    case end
  }

  let kind: Kind
  let range: Range<Int>
}

/// The brackets that must match each other.
enum Bracket: Equatable, Sendable { case round, square, curly }

/// What a big operator does with its terms.
enum SeriesOperator: Equatable, Sendable { case sum, product }

/// With which sign a derivative was written.
enum DerivativeSign: Equatable, Sendable { case partial, d }
