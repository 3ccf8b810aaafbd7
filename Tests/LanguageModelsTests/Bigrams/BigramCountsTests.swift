import Autograd
import Testing

@testable import LanguageModels

@Suite struct BigramCountsTests {
  @Test func agreesWithCountingPairByPair() throws {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<300 {
      let size = Int.random(in: 1...9, using: &generator)
      let sequence = (0..<Int.random(in: 0...60, using: &generator)).map { _ in
        Int.random(in: 0..<size, using: &generator)
      }
      let counts = try BigramCounts(sequence, vocabularySize: size)
      var plain = [[Int]](repeating: [Int](repeating: 0, count: size), count: size)
      for (previous, next) in zip(sequence, sequence.dropFirst()) { plain[previous][next] += 1 }
      for previous in 0..<size {
        for next in 0..<size { #expect(counts.count(of: next, after: previous) == plain[previous][next]) }
        #expect(counts.totals[previous] == plain[previous].reduce(0, +))
      }
      #expect(counts.pairs == max(sequence.count - 1, 0))
      #expect(counts.distinctPairs == plain.joined().count { $0 > 0 })
    }
  }

  @Test func namesTheFirstIdOutsideTheVocabulary() {
    #expect(throws: SequenceError.outsideVocabulary(id: 2, position: 1, vocabularySize: 2)) {
      try BigramCounts([0, 2, -1], vocabularySize: 2)
    }
    #expect(throws: SequenceError.outsideVocabulary(id: -1, position: 2, vocabularySize: 2)) {
      try BigramCounts([0, 1, -1], vocabularySize: 2)
    }
  }
}
