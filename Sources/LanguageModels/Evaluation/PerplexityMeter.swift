/// Gathers a perplexity one prediction at a time, by the contract of `Perplexity`.
struct PerplexityMeter {
  private struct Pair: Hashable {
    let previous: Int
    let next: Int
  }
  private let vocabulary: Vocabulary
  private var sum = CompensatedSum()
  private var predicted = 0
  private var unknown = 0
  private var impossible: [Pair: Int] = [:]

  init(_ vocabulary: Vocabulary) { self.vocabulary = vocabulary }

  /// Notes that `next` came after `previous`, and the logarithm of the probability that it was given.
  mutating func add(_ next: Int, after previous: Int, logProbability: Double) {
    predicted += 1
    if next == vocabulary.unknown { unknown += 1 }
    if logProbability == -.infinity {
      impossible[Pair(previous: previous, next: next), default: 0] += 1
    } else {
      sum.add(logProbability)
    }
  }

  /// The perplexity of everything that was added.
  func perplexity() throws(PerplexityError) -> Perplexity {
    let pairs = impossible.sorted { ($0.key.previous, $0.key.next) < ($1.key.previous, $1.key.next) }.map {
      ImpossiblePairs.Pair(previous: vocabulary[$0.key.previous], next: vocabulary[$0.key.next], count: $0.value)
    }
    if let impossible = ImpossiblePairs(pairs) { throw .zeroProbability(impossible) }
    return try Perplexity(logProbability: sum.value, predictedTokens: predicted, unknownTokens: unknown)
  }
}

extension Vocabulary {
  /// Checks that `sequence` can be judged: at least two tokens, all of them types of this vocabulary.
  func checkPredictable(_ sequence: [Int]) throws(PerplexityError) {
    if sequence.count < 2 { throw .sequence(.tooShort(count: sequence.count, needed: 2)) }
    if let position = sequence.firstIndex(where: { !types.indices.contains($0) }) {
      throw .sequence(.outsideVocabulary(id: sequence[position], position: position, vocabularySize: count))
    }
  }
}
