import Autograd
import Foundation
import Testing

@testable import LanguageModels

@Suite struct TextFileTests {
  /// A file with these bytes in a folder of its own; call `remove` when done with it.
  private struct TemporaryFile {
    let folder = FileManager.default.temporaryDirectory.appending(path: "unroll-\(UUID().uuidString)")
    var path: String { folder.appending(path: "text.txt").path }

    init(_ bytes: [UInt8]) throws {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data(bytes).write(to: URL(filePath: path))
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }
  }

  @Test func readsAllBytesAsTheyAre() throws {
    let text = "\u{FEFF}one\r\ntwo \u{1F600}\n"
    let file = try TemporaryFile(Array(text.utf8))
    defer { file.remove() }
    #expect(try sameBytes(TextFile.read(file.path), text))
  }

  @Test func readsMoreThanOnePiece() throws {
    let bytes = (0..<2_500_000).map { UInt8(97 + $0 % 26) }
    let file = try TemporaryFile(bytes)
    defer { file.remove() }
    #expect(try Array(TextFile.read(file.path).utf8) == bytes)
  }

  @Test func namesAMissingFile() {
    #expect(throws: TextError.missing(path: "/no/such/text.txt")) { try TextFile.read("/no/such/text.txt") }
    #expect(throws: TextError.missing(path: "")) { try TextFile.read("") }
  }

  @Test func aFolderCannotBeRead() throws {
    let folder = FileManager.default.temporaryDirectory.path
    #expect {
      try TextFile.read(folder)
    } throws: { error in
      if case TextError.unreadable(folder, _) = error { true } else { false }
    }
  }

  @Test func anEmptyFileIsAnError() throws {
    let file = try TemporaryFile([])
    defer { file.remove() }
    #expect(throws: TextError.empty(path: file.path)) { try TextFile.read(file.path) }
  }

  @Test func aBinaryFileIsAnErrorWithTheOffset() throws {
    let file = try TemporaryFile([65, 66, 0, 67])
    defer { file.remove() }
    #expect(throws: TextError.binary(path: file.path, offset: 2)) { try TextFile.read(file.path) }
  }

  @Test func moreThanTheLimitIsAnError() throws {
    let file = try TemporaryFile([65, 66, 67])
    defer { file.remove() }
    #expect(throws: TextError.tooLarge(path: file.path, limit: 2)) { try TextFile.read(file.path, limit: 2) }
    #expect(try TextFile.read(file.path, limit: 3) == "ABC")
  }

  @Test(
    arguments: [
      ([0xE9, 0x74], 0),  // Latin-1
      ([0x61, 0x80], 1),  // a continuation byte alone
      ([0x61, 0xC3], 1),  // cut off
      ([0x61, 0x62, 0xE2, 0x82], 2),  // cut off
      ([0x61, 0xC0, 0xAF], 1),  // overlong
      ([0xC3, 0xA9, 0xED, 0xA0, 0x80], 2),  // a surrogate
      ([0xF4, 0x90, 0x80, 0x80], 0),  // above U+10FFFF
      ([0xF0, 0x9F, 0x98, 0x80, 0xFF], 4),
      ([0xF0, 0x9F, 0x98, 0x41], 0),
    ] as [([UInt8], Int)])
  func bytesThatAreNotUTF8AreAnErrorWithTheOffset(bytes: [UInt8], offset: Int) {
    #expect(throws: TextError.notUTF8(path: "x", offset: offset, byte: bytes[offset])) {
      try TextFile.text(bytes, path: "x")
    }
  }

  @Test func randomBytesAreAStringOfTheseBytesOrAnErrorAtAnIllFormedPlace() throws {
    var generator = SeededGenerator(seed: 4)
    for _ in 0..<20_000 {
      let bytes = (0..<Int.random(in: 1...8, using: &generator)).map { _ in
        UInt8.random(in: Bool.random(using: &generator) ? 1...127 : 128...255, using: &generator)
      }
      do {
        #expect(try Array(TextFile.text(bytes, path: "x").utf8) == bytes)
      } catch {
        guard case .notUTF8(_, let offset, _) = error else {
          Issue.record(error)
          continue
        }
        #expect(String(validating: bytes[..<offset], as: UTF8.self) != nil)
        #expect(String(validating: bytes, as: UTF8.self) == nil)
        for end in (offset + 1)...bytes.count {
          #expect(String(validating: bytes[offset..<end], as: UTF8.self) == nil)
        }
      }
    }
  }

  @Test func messagesAreSentencesThatSayWhereAndWhatToDo() {
    #expect(
      "\(TextError.notUTF8(path: "a\nb", offset: 7, byte: 0xE9))".contains(#""a\nb": not UTF-8 at byte 7 (0xE9)"#))
    #expect("\(TextError.tooFewTokens(count: 1, needed: 2, part: .whole))".contains("the text has 1 token; at least 2"))
    #expect("\(TextError.unknownWord("x", position: 3))".contains(#"token 3 is "x""#))
  }
}
