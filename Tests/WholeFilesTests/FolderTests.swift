import Foundation
import Testing

@testable import WholeFiles

struct FolderTests {
  @Test func isMadeWithThoseAboveIt() throws {
    try withScratchDirectory { directory in
      try Folder.make(directory + "/a/b/c")
      try Folder.make(directory + "/a/b/c")
      try Folder.make(directory + "/a/b/d")
      #expect(Folder.names(in: directory + "/a/b") == ["c", "d"])
      #expect(Folder.names(in: directory + "/none").isEmpty)
    }
  }

  @Test func aFileInItsPlaceIsAnError() throws {
    try withScratchDirectory { directory in
      try writeAtomically([[7]], to: directory + "/file")
      #expect(throws: FileError.self) { try Folder.make(directory + "/file") }
      #expect(throws: FileError.self) { try Folder.make(directory + "/file/below") }
      Folder.removeFile(directory + "/file")
      #expect(Folder.names(in: directory).isEmpty)
    }
  }
}
