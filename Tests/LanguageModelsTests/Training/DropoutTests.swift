import Testing

@testable import LanguageModels

@Suite("Dropout")
struct DropoutTests {
  private func mask(_ probability: Double, step: UInt64 = 1, site: Int = 0, count: Int = 100_001) -> [Float] {
    let ones = [Float](repeating: 1, count: count)
    return [Float](unsafeUninitializedCapacity: count) { buffer, filled in
      ones.withUnsafeBufferPointer { ones in
        guard let source = ones.baseAddress, let target = buffer.baseAddress else { return }
        Dropout(probability: probability, seed: 5, step: step, site: site).apply(source, target, count: count)
      }
      filled = count
    }
  }

  @Test(
    "leaves out the share that is asked for, and scales the rest so that the mean stays", arguments: [0.1, 0.5, 0.9])
  func share(_ probability: Double) {
    let mask = mask(probability)
    let kept = mask.filter { $0 != 0 }
    #expect(Set(kept) == [Float(1 / (1 - probability))])
    // Five standard errors of a binomial share.
    let share = 1 - Double(kept.count) / Double(mask.count)
    #expect(abs(share - probability) < 5 * (probability * (1 - probability) / Double(mask.count)).squareRoot())
  }

  @Test("gives the same again, and another mask at another step or place")
  func repeats() {
    #expect(mask(0.5) == mask(0.5))
    for other in [mask(0.5, step: 2), mask(0.5, site: 1)] {
      let agreeing = zip(mask(0.5), other).count { $0 == $1 }
      #expect(abs(Double(agreeing) / 100_001 - 0.5) < 0.01)
    }
  }

  @Test("leaves out the same of a part as of the whole, wherever the part begins")
  func parts() {
    let whole = mask(0.5, count: 101)
    let ones = [Float](repeating: 1, count: 101)
    for (start, count) in [(0, 101), (1, 100), (7, 13), (8, 13), (100, 1), (50, 0)] {
      var part = [Float](repeating: -1, count: count)
      ones.withUnsafeBufferPointer { ones in
        part.withUnsafeMutableBufferPointer { part in
          guard let source = ones.baseAddress, let target = part.baseAddress else { return }
          Dropout(probability: 0.5, seed: 5, step: 1, site: 0).apply(source, target, from: start, count: count)
        }
      }
      #expect(part[...] == whole[start..<start + count])
    }
  }

  @Test("keeps all at probability 0")
  func none() { #expect(mask(0) == Array(repeating: 1, count: 100_001)) }
}
