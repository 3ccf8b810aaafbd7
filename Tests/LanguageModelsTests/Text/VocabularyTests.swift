import Autograd
import Testing

@testable import LanguageModels

@Suite struct VocabularyTests {
  @Test func ordersByCountAndThenByBytes() throws {
    let vocabulary = try Vocabulary(counting: "b b a a c", tokenization: .words, unknownType: nil)
    #expect(vocabulary.types == ["a", "b", "c"])
    #expect(vocabulary.counts == [2, 2, 1])
    #expect(vocabulary.unknown == nil)
  }

  @Test func theOrderDoesNotDependOnTheOrderOfTheText() throws {
    var generator = SeededGenerator(seed: 2)
    let words = (0..<300).map { "w\($0 % 97)" }
    let one = try Vocabulary(counting: words.joined(separator: " "), tokenization: .words)
    let other = try Vocabulary(counting: words.shuffled(using: &generator).joined(separator: " "), tokenization: .words)
    #expect(one == other)
  }

  @Test func listsAreTakenInTheirOrder() throws {
    let vocabulary = try Vocabulary(["b", "a"])
    #expect(try vocabulary.encode("abb") == [1, 0, 0])
    #expect(vocabulary.id(of: "a") == 1)
    #expect(vocabulary.id(of: "z") == nil)
  }

  @Test func rareWordsReadAsTheUnknownType() throws {
    let vocabulary = try Vocabulary(counting: "a a a b b c d", tokenization: .words, minimumCount: 2)
    #expect(vocabulary.types == ["a", "b", "<unk>"])
    #expect(vocabulary.counts == [3, 2, 2])
    #expect(vocabulary.unknown == 2)
    #expect(try vocabulary.encode("a c e b") == [0, 2, 2, 1])
    #expect(vocabulary.decode([0, 2, 1]) == "a <unk> b")
  }

  @Test func withoutAnUnknownTypeAForeignWordIsAnErrorThatNamesIt() throws {
    let vocabulary = try Vocabulary(["a", "b"])
    #expect(throws: TextError.unknownWord("x", position: 2)) { try vocabulary.encode("abxay") }
  }

  @Test func decodingWhatWasEncodedGivesTheSameBytes() throws {
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<3_000 {
      let text = randomText(30, using: &generator)
      for tokenization in Tokenization.allCases where !text.isEmpty {
        let vocabulary = try Vocabulary(counting: text, tokenization: tokenization)
        #expect(try sameBytes(vocabulary.decode(vocabulary.encode(text)), text))
        #expect(vocabulary.counts.reduce(0, +) == tokenization.tokens(of: text).count)
      }
    }
  }

  @Test func composedAndDecomposedLettersAreDifferentTypes() throws {
    let vocabulary = try Vocabulary(counting: "é e\u{301} é", tokenization: .words, unknownType: nil)
    #expect(vocabulary.count == 2)
    #expect(vocabulary.id(of: "é") == 0)
    #expect(vocabulary.id(of: "e\u{301}") == 1)
  }

  @Test func manyTypesKeepTheirIds() throws {
    let types = (0..<5_000).map { "type\($0)" }
    let vocabulary = try Vocabulary(types, tokenization: .words)
    for (id, type) in types.enumerated() { #expect(vocabulary.id(of: type) == id) }
  }

  @Test func refusesNoTypesAndDoubleTypes() {
    #expect(throws: TextError.noTypes) { try Vocabulary([]) }
    #expect(throws: TextError.noTypes) { try Vocabulary(counting: "", tokenization: .words) }
    #expect(throws: TextError.duplicateType("a")) { try Vocabulary(["a", "b", "a"]) }
    #expect(throws: TextError.duplicateType("the")) {
      try Vocabulary(counting: "the end", tokenization: .words, unknownType: "the")
    }
  }

  @Test func leavingWordsOutNeedsAnUnknownType() async {
    await #expect(processExitsWith: .failure) {
      _ = try Vocabulary(counting: "a", tokenization: .words, minimumCount: 2, unknownType: nil)
    }
    await #expect(processExitsWith: .failure) {
      _ = try Vocabulary(counting: "a", tokenization: .words, minimumCount: 0)
    }
    await #expect(processExitsWith: .failure) { _ = try Vocabulary(["a"]).decode([1]) }
  }
}
