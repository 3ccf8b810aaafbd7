import Testing

@testable import LanguageModels

@Suite struct CorpusTests {
  @Test func holdsOutTheEndAndCountsOnlyTheBeginning() throws {
    let corpus = try Corpus("a a b b b b b c c d", tokenization: .words, heldOutFraction: 0.3)
    #expect(corpus.vocabulary.types == ["b", "a", "<unk>"])
    #expect(corpus.training == [1, 1, 0, 0, 0, 0, 0])
    #expect(corpus.heldOut == [2, 2, 2])
  }

  @Test func bothPartsTogetherAreTheText() throws {
    let text = "the cat sat on the mat, and the cat. sat on the cat"
    let corpus = try Corpus(text, tokenization: .characters, heldOutFraction: 0.1)
    #expect(corpus.vocabulary.decode(corpus.training + corpus.heldOut) == text)
    #expect(corpus.heldOut.count == 5)
  }

  @Test func nothingHeldOutIfNothingIsAskedFor() throws {
    #expect(try Corpus("a b", tokenization: .words, heldOutFraction: 0).heldOut == [])
  }

  @Test func tooFewTokensAreAnError() {
    #expect(throws: TextError.tooFewTokens(count: 1, needed: 2, part: .whole)) {
      try Corpus("word", tokenization: .words)
    }
    #expect(throws: TextError.tooFewTokens(count: 0, needed: 2, part: .whole)) { try Corpus("", tokenization: .words) }
    #expect(throws: TextError.tooFewTokens(count: 1, needed: 2, part: .heldOut)) {
      try Corpus("a b c d", tokenization: .words, heldOutFraction: 0.25)
    }
    #expect(throws: TextError.tooFewTokens(count: 1, needed: 2, part: .training)) {
      try Corpus("a b c d", tokenization: .words, heldOutFraction: 0.75)
    }
  }

  @Test func anUnknownWordWithoutATypeForItIsAnErrorWithItsPlace() {
    #expect(throws: TextError.unknownWord("z", position: 5)) {
      try Corpus("a b a b a z a b", tokenization: .words, heldOutFraction: 0.5, unknownType: nil)
    }
  }
}
