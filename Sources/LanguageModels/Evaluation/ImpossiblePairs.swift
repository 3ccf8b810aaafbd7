/// The pairs of a sequence to which a model gives probability zero.
public struct ImpossiblePairs: Sendable, Equatable, CustomStringConvertible {
  /// A pair of neighbouring words, and how often it occurs.
  public struct Pair: Sendable, Equatable {
    /// The word before.
    public let previous: String
    /// The word that follows and, by the model, cannot.
    public let next: String
    /// How often the pair occurs in the sequence.
    public let count: Int
  }

  /// How many different pairs there are.
  public let distinct: Int
  /// How many places of the sequence they fill.
  public let occurrences: Int
  /// The most frequent of them, at most `exampleLimit`.
  public let examples: [Pair]

  static let exampleLimit = 10

  /// Nil if there are none. Of equal counts the pairs that come first in `pairs` are kept as examples.
  init?(_ pairs: [Pair]) {
    if pairs.isEmpty { return nil }
    distinct = pairs.count
    occurrences = pairs.reduce(0) { $0 + $1.count }
    let order = pairs.indices.sorted { (-pairs[$0].count, $0) < (-pairs[$1].count, $1) }
    examples = order.prefix(Self.exampleLimit).map { pairs[$0] }
  }

  /// The pairs in words, with what would help.
  public var description: String {
    let listed = examples.map { pair in
      "\(pair.next.debugDescription) after \(pair.previous.debugDescription)"
        + (pair.count == 1 ? "" : " (\(pair.count) times)")
    }
    let more = distinct > examples.count ? ", and \(distinct - examples.count) more" : ""
    return "the perplexity is infinite: \(distinct) different \(distinct == 1 ? "pair" : "pairs"), "
      + "at \(occurrences) \(occurrences == 1 ? "place" : "places"), have probability zero: "
      + listed.joined(separator: ", ") + more + "; smooth the counts (add-k with k > 0)"
  }
}
