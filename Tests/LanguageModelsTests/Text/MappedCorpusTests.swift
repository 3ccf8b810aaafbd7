import Autograd
import Foundation
import Testing

@testable import LanguageModels

@Suite struct MappedCorpusTests {
  private func ids(_ corpus: MappedCorpus, _ part: Range<Int>) throws -> [Int] {
    try part.map { Int(try corpus.tokens.id(at: $0)) }
  }

  @Test(arguments: Tokenization.allCases, [1, 2])
  func isTheCorpusOfTheSameText(tokenization: Tokenization, minimumCount: Int) throws {
    var generator = SeededGenerator(seed: 42)
    try withTemporaryFolder { folder in
      for round in 0..<60 {
        let letters = round % 2 == 0 ? Array("ab c,.\n-") : Array("aé 😀b'\r\n.“")
        let text = String(
          (0..<Int.random(in: 30...300, using: &generator)).map { _ in letters.randomElement(using: &generator) ?? "a" }
        )
        let path = try write(text, to: "\(folder)/text")
        let fraction = [0, 0.1, 0.5][round % 3]
        let whole = try Corpus(text, tokenization: tokenization, heldOutFraction: fraction, minimumCount: minimumCount)
        let mapped = try MappedCorpus(
          path, .init(tokenization: tokenization, heldOutFraction: fraction, minimumCount: minimumCount),
          folder: folder)
        #expect(mapped.vocabulary == whole.vocabulary)
        #expect(try ids(mapped, mapped.training) == whole.training)
        #expect(try ids(mapped, mapped.heldOut) == whole.heldOut)
        let resumed = try MappedCorpus(
          resuming: mapped.text, at: path, mapped.rules, mapped.vocabulary, training: mapped.training.count,
          count: mapped.heldOut.upperBound, folder: folder)
        #expect(try ids(resumed, 0..<mapped.heldOut.upperBound) == whole.training + whole.heldOut)
      }
    }
  }

  @Test func moreTypesThanTwoBytesNumber() throws {
    try withTemporaryFolder { folder in
      let text = (0..<70_000).map { "w\($0)" }.joined(separator: " ")
      let corpus = try MappedCorpus(
        try write(text, to: "\(folder)/text"), .init(tokenization: .words, heldOutFraction: 0), folder: folder)
      #expect(corpus.vocabulary.count == 70_001)
      for place in [0, 1, 65_535, 65_536, 69_999] {
        #expect(corpus.vocabulary[Int(try corpus.tokens.id(at: place))] == "w\(place)")
      }
    }
  }

  @Test func idsAreWrittenOnceAndAgainWhenTheyAreDamaged() throws {
    try withTemporaryFolder { folder in
      let path = try write("one two, three two one", to: "\(folder)/text")
      let rules = MappedCorpus.Rules(tokenization: .words, heldOutFraction: 0)
      let corpus = try MappedCorpus(path, rules, folder: folder)
      let expected = try ids(corpus, corpus.training)
      let file = corpus.tokens.path
      func inode() throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: file)[.systemFileNumber] as? Int
      }
      let first = try inode()
      #expect(try ids(MappedCorpus(path, rules, folder: folder), corpus.training) == expected)
      #expect(try inode() == first)
      var bytes = try Data(contentsOf: URL(filePath: file))
      bytes[0] ^= 1
      try bytes.write(to: URL(filePath: file))
      #expect(try ids(MappedCorpus(path, rules, folder: folder), corpus.training) == expected)
      #expect(try Data(contentsOf: URL(filePath: file)) != bytes)
    }
  }

  @Test func aTextThatHasChangedIsAnError() throws {
    try withTemporaryFolder { folder in
      let path = try write("abcabcabc", to: "\(folder)/text")
      let corpus = try MappedCorpus(path, .init(tokenization: .characters, heldOutFraction: 0), folder: folder)
      for other in ["abcabcabd", "abcabcabca"] {
        _ = try write(other, to: path)
        let error = #expect(throws: CorpusError.self) {
          try MappedCorpus(
            resuming: corpus.text, at: path, corpus.rules, corpus.vocabulary, training: 9, count: 9, folder: folder)
        }
        #expect(error?.description.contains("the text has changed: ") == true)
      }
    }
  }

  @Test func wordsOutsideTheVocabularyAreAnErrorWithoutATypeForThem() throws {
    try withTemporaryFolder { folder in
      for (text, tokenization, position) in [
        ("aaaaaaab", Tokenization.characters, 7), ("aaaaaaaé", .characters, 7), ("a a a a a a a b", .words, 7),
      ] {
        let path = try write(text, to: "\(folder)/text")
        let error = #expect(throws: CorpusError.self) {
          try MappedCorpus(
            path, .init(tokenization: tokenization, heldOutFraction: 0.25, unknownType: nil), folder: folder)
        }
        guard case .text(.unknownWord(_, position)) = error else {
          Issue.record("\(String(describing: error))")
          continue
        }
      }
    }
  }

  #if os(Linux)
    /// 80 MB of text under a limit of 8 MB beyond what the process has before.
    @Test(arguments: ["characters", "words"])
    func aTextTenTimesTheMemory(kind: String) async {
      await #expect(processExitsWith: .success) { [kind] in
        try withTemporaryFolder { folder in
          let path = "\(folder)/text"
          _ = try write("", to: path)
          let piece = (0..<10_000).map { "word\($0 % 500) and, then\n" }.joined()
          let file = try FileHandle(forWritingTo: URL(filePath: path))
          for _ in 0..<(80_000_000 / piece.utf8.count) { try file.write(contentsOf: Data(piece.utf8)) }
          try file.close()
          let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
          let line = status.split(separator: "\n").first { $0.hasPrefix("VmData:") }
          let kilobytes = line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
          #expect(kilobytes > 0)
          let bytes = rlim_t((kilobytes << 10) + (8 << 20))
          var limit = rlimit(rlim_cur: bytes, rlim_max: bytes)
          precondition(setrlimit(__rlimit_resource_t(RLIMIT_DATA.rawValue), &limit) == 0)
          let beyond = mmap(nil, 16 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
          #expect(beyond == MAP_FAILED)  // the limit holds

          let tokenization = Tokenization(rawValue: kind) ?? .characters
          let corpus = try MappedCorpus(path, .init(tokenization: tokenization), folder: folder)
          let windows = TokenWindows(corpus.tokens, corpus.training, streams: 32, window: 35)
          for index in 0..<500 {
            let window = try windows.window(index)
            #expect(window.inputs.dropFirst(32).elementsEqual(window.targets.dropLast(32)))
          }
        }
      }
    }
  #endif
}
