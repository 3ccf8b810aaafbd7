public import Autograd

/// Sequences of words as the seed writes them: a matrix of shape (N, V), row t one-hot at the id of word t.
///
/// N tokens, V word types.
public enum OneHot {
  /// The matrix of a sequence of ids. O(N V) memory.
  ///
  /// - Throws: `.outsideVocabulary` for an id that is not in 0 ..< `vocabularySize`.
  public static func encode(
    _ ids: [Int], vocabularySize: Int, dtype: DType = .float32
  ) throws(SequenceError) -> Tensor {
    if let position = ids.firstIndex(where: { $0 < 0 || $0 >= vocabularySize }) {
      throw .outsideVocabulary(id: ids[position], position: position, vocabularySize: vocabularySize)
    }
    var elements = [Double](repeating: 0, count: ids.count * vocabularySize)
    for (row, id) in ids.enumerated() { elements[row * vocabularySize + id] = 1 }
    return Tensor(elements, shape: [ids.count, vocabularySize], dtype: dtype)
  }

  /// The ids of the words of a one-hot sequence. O(N V).
  ///
  /// - Throws: `.notMatrix`; `.notOneHot` at the first row that is not a single 1 among zeros.
  public static func decode(_ sequence: Tensor) throws(SequenceError) -> [Int] {
    guard sequence.ndim == 2 else { throw .notMatrix(shape: sequence.shape) }
    let width = sequence.shape[1]
    let elements = sequence.scalars
    var ids: [Int] = []
    for row in 0..<sequence.shape[0] {
      var id: Int?
      for column in 0..<width {
        let element = elements[row * width + column]
        if element == 0 { continue }
        if element != 1 { throw .notOneHot(row: row, reason: "element \(column) is \(element)") }
        if let id { throw .notOneHot(row: row, reason: "elements \(id) and \(column) are both 1") }
        id = column
      }
      guard let id else { throw .notOneHot(row: row, reason: "it has no 1") }
      ids.append(id)
    }
    return ids
  }
}
