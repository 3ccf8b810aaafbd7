import Autograd
import Testing

@testable import LanguageModels

@Suite struct TokenWindowsTests {
  /// Every token is predicted once, from inputs that reach back as far as they are to, or to the beginning.
  @Test func reachBackAsFarAsTheyAreTo() throws {
    try withTemporaryFolder { folder in
      let corpus = try MappedCorpus(
        try write(trainingText(60), to: "\(folder)/text"), .init(tokenization: .characters, heldOutFraction: 0.2),
        folder: folder)
      for (streams, window, reach) in [(1, 4, 4), (3, 5, 6), (2, 7, 20), (4, 1, 9), (2, 10, 11), (3, 8, 1000)] {
        let near = TokenWindows(corpus.tokens, corpus.training, streams: streams, window: window)
        let far = TokenWindows(corpus.tokens, corpus.training, streams: streams, window: window, reach: reach)
        #expect(far.layout == near.layout)
        var first = 0
        for index in 0..<far.layout.count {
          let (one, other) = (try near.window(index), try far.window(index))
          #expect(other.targets == one.targets)
          #expect(other.inputs.suffix(one.inputs.count) == one.inputs[...])
          #expect(other.stepsBeforeTargets == near.layout.steps(ofWindow: index).lowerBound - first)
          #expect(other.isFirst == (first == 0))
          #expect(first == max(0, near.layout.steps(ofWindow: index).lowerBound - (reach - window)))
          if index + 1 < far.layout.count { first += other.carriedSteps }
        }
      }
    }
  }

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
            let found = try windows.window(index)
            #expect(found.inputs.map(Int.init) == other.inputs.flatMap(\.self))
            #expect(found.targets.map(Int.init) == other.targets)
            #expect(found.isFirst == (index == 0) && found.carriedSteps == found.steps)
          }
        }
      }
    }
  }
}
