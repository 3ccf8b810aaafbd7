import Testing

@testable import LanguageModels

@Suite struct WordScannerTests {
  @Test(arguments: [
    (
      "And God said, Let there be light: and there was light.",
      ["And", "God", "said", ",", "Let", "there", "be", "light", ":", "and", "there", "was", "light", "."]
    ),
    ("God's Beth-el; o’er", ["God's", "Beth-el", ";", "o’er"]),
    ("Ge1:2", ["Ge1", ":", "", "2"]),
    ("well--then", ["well", "", "--", "", "then"]),
    ("a  b", ["a", " ", " ", "b"]),
    ("a\nb", ["a", "\n", "b"]),
    ("a\r\n b", ["a", "\r\n", " ", "b"]),
    ("(so) he", ["(", "so", ")", "he"]),
    ("( so )", ["(", " ", "so", " ", ")"]),
    (" a ", [" ", "a", " "]),
    ("'tis", ["'", "", "tis"]),
    ("...?!", ["...", "?", "!"]),
    ("über naïve 中文", ["über", "naïve", "中文"]),
  ])
  func cutsAsDescribed(text: String, tokens: [String]) {
    #expect(Tokenization.words.tokens(of: text) == tokens)
    #expect(sameBytes(Tokenization.words.text(of: tokens), text))
  }

  @Test func anyTokensAtAllHaveAText() {
    #expect(
      Tokenization.words.text(of: ["", "", ",", "the", "<unk>", "(", "cat", ")", "\n", "sat"])
        == ", the <unk> (cat)\nsat")
  }

  @Test func aTextThatSpellsTheUnknownTypeDoesNotGiveIt() {
    #expect(!Tokenization.words.tokens(of: "an <unk> word").contains(Vocabulary.defaultUnknownType))
    #expect(!Tokenization.characters.tokens(of: "an <unk> word").contains(Vocabulary.defaultUnknownType))
  }
}
