import Autograd
import BigInt
import Testing

@testable import ComputationGraphs

@Suite struct NaturalNumberTests {
  /// Sums of numbers of all lengths, against BigInt.
  @Test func `Sums are exact`() {
    var random = SeededGenerator(seed: 1)
    for _ in 0..<200 {
      var (numbers, references): ([NaturalNumber], [BigUInt]) = ([NaturalNumber(1)], [1])
      for _ in 0..<Int.random(in: 1...400, using: &random) {
        let other = Int.random(in: 0..<numbers.count, using: &random)
        var sum = numbers[numbers.count - 1]
        sum.add(numbers[other])
        numbers.append(sum)
        references.append(references[references.count - 1] + references[other])
      }
      #expect(numbers.map(\.big) == references)
    }
  }

  @Test func `Carries go through many words, both ways round`() {
    var power = NaturalNumber(.max)
    power.add(NaturalNumber(1))  // 2^64
    for _ in 0..<136 {
      let half = power
      power.add(half)
    }
    let big = BigUInt(1) << 200
    #expect(power.big == big)
    // 2^200 − 1 is all ones; one more carries into a new word.
    var ones = NaturalNumber(.max)
    var place = BigUInt(UInt.max)
    while place < big - 1 {
      let same = ones
      ones.add(same)
      ones.add(NaturalNumber(1))
      place = 2 * place + 1
    }
    #expect(ones.big == big - 1)
    ones.add(NaturalNumber(1))
    #expect(ones.big == big)
    var small = NaturalNumber(5)
    small.add(power)
    #expect(small.big == big + 5)
    small.add(NaturalNumber(7))
    #expect(small.big == big + 12)
    #expect(NaturalNumber(7).big == 7)
  }
}
