public import Autograd

extension BigramModel {
  /// The model of a given table T, (V, V), `T[i, j] = Pr(v_j | v_i)`; the numbers are kept as they are.
  ///
  /// - Parameters:
  ///   - vocabulary: the V word types; by default v1, v2, ….
  ///   - tolerance: how far from 1 a row may sum.
  /// - Throws: what is wrong with the table, at its first row that is wrong: not square, NaN or infinite, negative, a row
  ///   that does not sum to 1 (which, and its sum).
  public init(
    table: Tensor, vocabulary: Vocabulary? = nil, tolerance: Double = 1e-6
  ) throws(BigramTableError) {
    guard table.ndim == 2, table.shape[0] == table.shape[1], table.count > 0 else {
      throw .notSquare(shape: table.shape)
    }
    let size = table.shape[0]
    if let vocabulary, vocabulary.count != size { throw .size(size, vocabularySize: vocabulary.count) }

    let elements = table.scalars
    var rows = SparseRows<Double>()
    for row in 0..<size {
      var sum = CompensatedSum()
      for column in 0..<size {
        let element = elements[row * size + column]
        guard element.isFinite else { throw .notFinite(row: row, column: column, value: "\(element)") }
        if element < 0 { throw .negative(row: row, column: column, value: element) }
        sum.add(element)
        if element > 0 { rows.append(column: column, element) }
      }
      guard abs(sum.value - 1) <= tolerance else { throw .rowSum(row: row, sum: sum.value, tolerance: tolerance) }
      rows.endRow()
    }
    self.init(
      vocabulary: vocabulary ?? .numbered(size), rows: rows, backgrounds: [Double](repeating: 0, count: size))
  }

  /// Up to how many word types a table is written out.
  public static let tableLimit = 4_096

  /// The table T written out, (V, V). O(V²) memory.
  ///
  /// - Throws: `.tooManyTypes` beyond `tableLimit`.
  public func table(dtype: DType = .float32) throws(BigramTableError) -> Tensor {
    if vocabularySize > Self.tableLimit { throw .tooManyTypes(vocabularySize, limit: Self.tableLimit) }
    var elements: [Double] = []
    elements.reserveCapacity(vocabularySize * vocabularySize)
    for row in 0..<vocabularySize { elements += distribution(after: row) }
    return Tensor(elements, shape: [vocabularySize, vocabularySize], dtype: dtype)
  }
}
