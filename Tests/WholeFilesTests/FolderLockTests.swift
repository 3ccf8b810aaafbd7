import Testing

@testable import WholeFiles

@Suite struct FolderLockTests {
  @Test func oneAtATimeHasAFolder() throws {
    try withScratchDirectory { path in
      let outer = try Folder.whileLocked(path) {
        // Another opening of the folder, as another process would make it.
        let inner = try Folder.whileLocked(path) { "inside" }
        #expect(inner == nil)
        return "outside"
      }
      #expect(outer == "outside")
      let again = try Folder.whileLocked(path) { "again" }
      #expect(again == "again")
      #expect(Folder.names(in: path).isEmpty)
    }
  }

  @Test func aFailureEndsTheLock() throws {
    try withScratchDirectory { path in
      struct Failure: Error {}
      #expect(throws: Failure.self) { try Folder.whileLocked(path) { throw Failure() } }
      let after = try Folder.whileLocked(path) { 1 }
      #expect(after == 1)
    }
  }

  @Test func whatIsNoFolderIsNamed() throws {
    try withScratchDirectory { path in
      let error = #expect(throws: FileError.self) { try Folder.whileLocked("\(path)/none") {} }
      #expect(error?.isMissing == true)
    }
  }
}
