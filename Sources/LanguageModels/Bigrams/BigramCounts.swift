/// How often each word follows each other word in a sequence: all that a bigram model learns from it, and all that its
/// probability depends on. Stored sparse, so that words are no harder than characters.
public struct BigramCounts: Sendable, Equatable {
  let rows: SparseRows<Int>
  /// How often each type is the first of a pair.
  public let totals: [Int]

  /// Counts the N − 1 pairs of neighbours in `sequence`. O(N + V + D log D) for D different pairs.
  ///
  /// - Throws: `.outsideVocabulary` for an id that is not in 0 ..< `vocabularySize`.
  public init(_ sequence: [Int], vocabularySize: Int) throws(SequenceError) {
    if let position = sequence.firstIndex(where: { $0 < 0 || $0 >= vocabularySize }) {
      throw .outsideVocabulary(id: sequence[position], position: position, vocabularySize: vocabularySize)
    }
    // The followers of each type, gathered by a counting sort on the first of the pair.
    var totals = [Int](repeating: 0, count: vocabularySize)
    for previous in sequence.dropLast() { totals[previous] += 1 }
    var ends = ContiguousArray<Int>(repeating: 0, count: vocabularySize)
    var sum = 0
    for type in 0..<vocabularySize {
      ends[type] = sum
      sum += totals[type]
    }
    var followers = ContiguousArray<Int32>(repeating: 0, count: sum)
    for (previous, next) in zip(sequence, sequence.dropFirst()) {
      followers[ends[previous]] = Int32(next)
      ends[previous] += 1
    }

    var rows = SparseRows<Int>()
    var counts = ContiguousArray<Int>(repeating: 0, count: vocabularySize)
    for type in 0..<vocabularySize {
      var seen: [Int] = []
      for next in followers[(ends[type] - totals[type])..<ends[type]] {
        if counts[Int(next)] == 0 { seen.append(Int(next)) }
        counts[Int(next)] += 1
      }
      seen.sort()
      for next in seen {
        rows.append(column: next, counts[next])
        counts[next] = 0
      }
      rows.endRow()
    }
    self.rows = rows
    self.totals = totals
  }

  /// The number of word types.
  public var vocabularySize: Int { totals.count }
  /// The number of pairs, N − 1 for N tokens.
  public var pairs: Int { totals.reduce(0, +) }
  /// The number of different pairs.
  public var distinctPairs: Int { rows.columns.count }

  /// How often `next` comes directly after `previous`.
  public func count(of next: Int, after previous: Int) -> Int {
    rows.place(previous, next).map { rows.values[$0] } ?? 0
  }
}
