package import BigInt

/// A natural number for sums of many: a machine word as long as it fits one, then as many words as needed.
///
/// Path counts of a long recurrence have thousands of digits, and counting them is additions only. In place, and with
/// storage shared where a number is handed on, they cost about a nanosecond a word.
package struct NaturalNumber: Sendable {
  /// The number, while it fits a word.
  private var word: UInt
  /// Once it does not, its words from the least significant to the most; empty before.
  private var words: [UInt] = []

  /// A small number.
  package init(_ word: UInt) { self.word = word }

  /// Adds a number.
  package mutating func add(_ other: NaturalNumber) {
    if words.isEmpty {
      guard other.words.isEmpty else {
        let own = word
        self = other
        return add(own)
      }
      let (sum, overflows) = word.addingReportingOverflow(other.word)
      word = sum
      if overflows { words = [sum, 1] }
    } else if other.words.isEmpty {
      add(other.word)
    } else {
      add(other.words)
    }
  }

  /// Adds a word to a number of several.
  private mutating func add(_ other: UInt) {
    var carry = other
    for place in words.indices {
      let (sum, overflows) = words[place].addingReportingOverflow(carry)
      words[place] = sum
      guard overflows else { return }
      carry = 1
    }
    words.append(carry)
  }

  /// Adds several words to a number of several.
  private mutating func add(_ other: [UInt]) {
    let common = min(other.count, words.count)
    if words.count < other.count { words += other[common...] }
    var carry: UInt = 0
    words.withUnsafeMutableBufferPointer { words in
      other.withUnsafeBufferPointer { other in
        // Four words a round, so that the carry stays in the processor's flag between them.
        for place in stride(from: 0, to: common & ~3, by: 4) {
          carry = Self.add(other[place], carry, to: &words[place])
          carry = Self.add(other[place + 1], carry, to: &words[place + 1])
          carry = Self.add(other[place + 2], carry, to: &words[place + 2])
          carry = Self.add(other[place + 3], carry, to: &words[place + 3])
        }
        for place in (common & ~3)..<common { carry = Self.add(other[place], carry, to: &words[place]) }
        var place = common
        while carry != 0, place < words.count {
          carry = Self.add(0, carry, to: &words[place])
          place += 1
        }
      }
    }
    if carry != 0 { words.append(carry) }
  }

  /// One word of a sum; the result is the carry.
  @inline(__always)
  private static func add(_ word: UInt, _ carry: UInt, to sum: inout UInt) -> UInt {
    let (partial, first) = sum.addingReportingOverflow(word)
    let (total, second) = partial.addingReportingOverflow(carry)
    sum = total
    return first || second ? 1 : 0
  }

  /// The number as one to calculate with.
  package var big: BigUInt { words.isEmpty ? BigUInt(word) : BigUInt(words: words) }
}
