import Autograd
import Foundation
import Testing

@testable import LanguageModels

@Suite struct MappedTextTests {
  @Test func namesTheTextByItsHash() throws {
    try withTemporaryFolder { folder in
      let text = try MappedText(try write("abc", to: "\(folder)/text"))
      #expect(text.identity.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
      #expect(text.identity.size == 3)
      #expect(text.isASCII)
      #expect(try !MappedText(write("é", to: "\(folder)/other")).isASCII)
    }
  }

  @Test func saysOfAnyBytesWhatReadingThemSays() throws {
    var generator = SeededGenerator(seed: 41)
    try withTemporaryFolder { folder in
      let path = "\(folder)/text"
      for _ in 0..<2_000 {
        let bytes = (0..<Int.random(in: 0...9, using: &generator)).map { _ in
          Bool.random(using: &generator)
            ? UInt8.random(in: 65...90, using: &generator) : UInt8.random(in: .min ... .max, using: &generator)
        }
        try Data(bytes).write(to: URL(filePath: path))
        func outcome(_ work: () throws -> Void) -> TextError? {
          do {
            try work()
            return nil
          } catch {
            return error as? TextError
          }
        }
        #expect(outcome { _ = try MappedText(path) } == outcome { _ = try TextFile.read(path) }, "\(bytes)")
      }
    }
  }

  @Test func namesAMissingFileAndAFolder() throws {
    #expect(throws: TextError.missing(path: "/no/such/text")) { try MappedText("/no/such/text") }
    try withTemporaryFolder { folder in
      #expect(throws: TextError.unreadable(path: folder, reason: "it is not a regular file")) {
        try MappedText(folder)
      }
    }
  }
}
