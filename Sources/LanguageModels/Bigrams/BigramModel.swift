import Autograd

/// A bigram language model: the probability of each word given the one before it,
/// `T[i, j] = Pr(w_{t+1} = v_j | w_t = v_i)`, each row of T summing to 1 (the seed, section 2.1).
///
/// It is stored as the elements that differ from their row's background, so that a model of 15,000 word types takes the
/// room of its different pairs and not of 225 million numbers; `table()` writes it out for small vocabularies.
public struct BigramModel: Sendable, Equatable {
  /// The word types; row i and column i of the table belong to type i.
  public let vocabulary: Vocabulary
  /// The listed elements of the table.
  let rows: SparseRows<Double>
  /// For each row, the probability of every type that the row does not list.
  let backgrounds: [Double]

  init(vocabulary: Vocabulary, rows: SparseRows<Double>, backgrounds: [Double]) {
    self.vocabulary = vocabulary
    self.rows = rows
    self.backgrounds = backgrounds
  }

  /// The model that `counts` give: `T[i, j] = (c_ij + k) / (Σ_j c_ij + k V)`.
  ///
  /// k = 0 is maximum likelihood; k > 0 gives unseen pairs a share too. A type that nothing ever followed gets the
  /// uniform row for every k: with k = 0 all rows are then equally likely, and this one is the limit k → 0.
  ///
  /// - Throws: `.smoothing` if k is negative or not finite, `.size` if the counts are of another vocabulary's size.
  public init(_ counts: BigramCounts, vocabulary: Vocabulary, addK k: Double = 0) throws(BigramTableError) {
    guard k.isFinite, k >= 0 else { throw .smoothing(k) }
    guard counts.vocabularySize == vocabulary.count else {
      throw .size(counts.vocabularySize, vocabularySize: vocabulary.count)
    }
    let size = Double(vocabulary.count)
    self.vocabulary = vocabulary
    rows = counts.rows.mapValues { row, count in (Double(count) + k) / (Double(counts.totals[row]) + k * size) }
    backgrounds = counts.totals.map { $0 == 0 ? 1 / size : k / (Double($0) + k * size) }
  }

  /// The number V of word types.
  public var vocabularySize: Int { vocabulary.count }

  /// `T[previous, next]`.
  public func probability(of next: Int, after previous: Int) -> Double {
    require(
      vocabulary.types.indices.contains(previous) && vocabulary.types.indices.contains(next),
      "BigramModel.probability: id \(next) after \(previous); the ids are 0..<\(vocabularySize)")
    return rows.place(previous, next).map { rows.values[$0] } ?? backgrounds[previous]
  }

  /// Row `previous` of T: the distribution of the word after it. O(V).
  public func distribution(after previous: Int) -> [Double] {
    require(
      vocabulary.types.indices.contains(previous),
      "BigramModel.distribution: id \(previous); the ids are 0..<\(vocabularySize)")
    var row = [Double](repeating: backgrounds[previous], count: vocabularySize)
    for place in rows.places(ofRow: previous) { row[Int(rows.columns[place])] = rows.values[place] }
    return row
  }
}
