import Autograd
import Testing

@testable import LanguageModels

@Suite struct TokenizationTests {
  @Test(arguments: Tokenization.allCases)
  func anyTextComesBackByteForByte(tokenization: Tokenization) {
    var generator = SeededGenerator(seed: 1)
    for _ in 0..<20_000 {
      let text = randomText(12, using: &generator)
      let tokens = tokenization.tokens(of: text)
      #expect(sameBytes(tokenization.text(of: tokens), text), "\(Array(text.unicodeScalars)) as \(tokens)")
    }
  }

  @Test(arguments: Tokenization.allCases)
  func everySingleScalarAndPairWithALetterComesBack(tokenization: Tokenization) {
    for value in (1...0x30FF).map({ UInt32($0) }) + [0xFEFF, 0xFFFD, 0x1F600, 0xE000, 0x10FFFF] {
      guard let scalar = Unicode.Scalar(value) else { continue }
      for text in ["\(scalar)", "a\(scalar)", "\(scalar)a", "a \(scalar) a", "a\(scalar)a"] {
        #expect(sameBytes(tokenization.text(of: tokenization.tokens(of: text)), text))
      }
    }
  }

  @Test func theEmptyTextHasNoTokens() {
    for tokenization in Tokenization.allCases {
      #expect(tokenization.tokens(of: "") == [])
      #expect(tokenization.text(of: []) == "")
    }
  }

  @Test func charactersAreUnicodeScalars() {
    #expect(Tokenization.characters.tokens(of: "a\r\n") == ["a", "\r", "\n"])
    #expect(Tokenization.characters.tokens(of: "e\u{301}").map { Array($0.unicodeScalars) } == [["e"], ["\u{301}"]])
    #expect(Tokenization.characters.tokens(of: "né").count == 2)
  }

  @Test func textAndTokensNeedNotBeCanonicallyComposed() {
    let text = "e\u{301} é"
    let tokens = Tokenization.words.tokens(of: text)
    #expect(tokens.count == 2)
    #expect(!sameBytes(tokens[0], tokens[1]))
  }
}
