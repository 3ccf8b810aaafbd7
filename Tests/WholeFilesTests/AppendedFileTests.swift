import Foundation
import Testing

@testable import WholeFiles

struct AppendedFileTests {
  @Test func growsAndIsCutBack() throws {
    try withScratchDirectory { directory in
      let path = directory + "/log"
      var first = try AppendedFile(path, keeping: 0)
      try first.append(Array("one\ntwo\n".utf8))
      try first.synchronize()
      #expect(first.length == 8)
      var second = try AppendedFile(path, keeping: 4)
      try second.append(Array("three\n".utf8))
      #expect(second.length == 10)
      #expect(try FileReader.contents(of: path) == Array("one\nthree\n".utf8))
      let third = try AppendedFile(path, keeping: 1_000)
      #expect(third.length == 10)
    }
  }

  @Test func aFolderThatIsNotThere() throws {
    try withScratchDirectory { directory in
      let path = directory + "/none/log"
      #expect(throws: FileError(path: path, action: "write", reason: "No such file or directory")) {
        _ = try AppendedFile(path, keeping: 0)
      }
    }
  }
}
