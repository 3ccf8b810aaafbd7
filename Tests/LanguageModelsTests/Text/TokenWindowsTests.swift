import Autograd
import Testing

@testable import LanguageModels

@Suite struct TokenWindowsTests {
  @Test func areTheWindowsOfTheSameTokensInMemory() throws {
    var generator = SeededGenerator(seed: 43)
    try withTemporaryFolder { folder in
      for round in 0..<40 {
        let count = Int.random(in: 10...400, using: &generator)
        let text = String(
          (0..<count).map { _ in Character(Unicode.Scalar(UInt8.random(in: 97...105, using: &generator))) })
        let corpus = try MappedCorpus(
          try write(text, to: "\(folder)/text"),
          .init(tokenization: .characters, heldOutFraction: round % 2 == 0 ? 0 : 0.3), folder: folder)
        let ids = try corpus.vocabulary.encode(text)
        for part in [corpus.training, corpus.heldOut] where part.count > 1 {
          let streams = Int.random(in: 1..<part.count, using: &generator)
          let window = Int.random(in: 1...20, using: &generator)
          let windows = TokenWindows(corpus.tokens, part, streams: streams, window: window)
          let expected = Array(TokenStreams(tokens: Array(ids[part]), streams: streams, window: window))
          #expect(windows.layout.count == expected.count)
          for (index, other) in expected.enumerated() {
            let (inputs, targets) = try windows.window(index)
            #expect(inputs.map(Int.init) == other.inputs.flatMap(\.self))
            #expect(targets.map(Int.init) == other.targets)
          }
        }
      }
    }
  }
}
