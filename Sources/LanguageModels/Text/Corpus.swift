import Autograd

/// A text as a model meets it: the beginning to learn from, the end held out, and the vocabulary of the beginning.
public struct Corpus: Sendable {
  /// The types of the training part; words that only the held-out part has are unknown.
  public let vocabulary: Vocabulary
  /// The tokens to learn from.
  public let training: [Int]
  /// The tokens to be judged on; they follow the training part in the text.
  public let heldOut: [Int]

  /// Cuts `text` into tokens and those into two parts. O(bytes), one pass over the text.
  ///
  /// - Parameters:
  ///   - heldOutFraction: the share of the tokens, from the end of the text, that is held out; 0 ≤ share < 1.
  ///   - minimumCount: types that occur less often in the training part are read as the unknown type.
  /// - Throws: `.tooFewTokens` if the training part, or a held-out part that was asked for, has fewer than two tokens;
  ///   what the vocabulary throws.
  public init(
    _ text: String, tokenization: Tokenization, heldOutFraction: Double = 0.1, minimumCount: Int = 1,
    unknownType: String? = Vocabulary.defaultUnknownType
  ) throws(TextError) {
    require(
      heldOutFraction >= 0 && heldOutFraction < 1,
      "Corpus: the held-out fraction is \(heldOutFraction); it must be at least 0 and less than 1")
    let counting = TokenCounting(text, tokenization: tokenization)
    let total = counting.ids.count
    let cut = try Self.cut(total, heldOutFraction: heldOutFraction)
    vocabulary = try Vocabulary(
      counting.types, counts: counting.counts(of: counting.ids[..<cut]), tokenization: tokenization,
      minimumCount: minimumCount, unknownType: unknownType)

    var ids: [Int] = []
    ids.reserveCapacity(total)
    let known = (0..<counting.types.count).map { [vocabulary] in vocabulary.id(of: counting.types[$0]) }
    for (position, id) in counting.ids.enumerated() {
      guard let id = known[Int(id)] ?? vocabulary.unknown else {
        throw .unknownWord(counting.types[Int(id)], position: position)
      }
      ids.append(id)
    }
    training = Array(ids[..<cut])
    heldOut = Array(ids[cut...])
  }

  /// Where the held-out part of `total` tokens begins.
  static func cut(_ total: Int, heldOutFraction: Double) throws(TextError) -> Int {
    let cut = total - Int((Double(total) * heldOutFraction).rounded())
    if total < 2 { throw .tooFewTokens(count: total, needed: 2, part: .whole) }
    if cut < 2 { throw .tooFewTokens(count: cut, needed: 2, part: .training) }
    if heldOutFraction > 0 && total - cut < 2 { throw .tooFewTokens(count: total - cut, needed: 2, part: .heldOut) }
    return cut
  }
}
