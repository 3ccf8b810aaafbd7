import Foundation
import Testing

@testable import WholeFiles

struct AtomicFileTests {
  func write(_ text: String, to path: String) throws(FileError) {
    let bytes = Array(text.utf8)
    let half = bytes.count / 2
    try writeAtomically([bytes[..<half], bytes[half...]], to: path)
  }

  func contents(_ path: String) throws -> String {
    String(decoding: try FileReader.contents(of: path), as: UTF8.self)
  }

  @Test func writesAndReplaces() throws {
    try withScratchDirectory { directory in
      let path = directory + "/file"
      try write("old", to: path)
      try write("new and longer", to: path)
      #expect(try contents(path) == "new and longer")
      #expect(try FileManager.default.contentsOfDirectory(atPath: directory) == ["file"])
    }
  }

  @Test func keepsPermissionsAndFollowsLinks() throws {
    try withScratchDirectory { directory in
      let (path, link) = (directory + "/file", directory + "/link")
      try write("old", to: path)
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "file")
      try write("new", to: link)
      #expect(try contents(path) == "new")
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "file")
      #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
    }
  }

  @Test func aDirectoryThatIsNotThere() throws {
    try withScratchDirectory { directory in
      let path = directory + "/none/file"
      #expect(throws: FileError(path: path, action: "write", reason: "No such file or directory")) {
        try write("text", to: path)
      }
    }
  }

  @Test func aTargetThatCannotBeReplacedLeavesNothingBehind() throws {
    try withScratchDirectory { directory in
      let path = directory + "/taken"
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
      #expect(throws: FileError.self) { try write("text", to: path) }
      #expect(try FileManager.default.contentsOfDirectory(atPath: directory) == ["taken"])
    }
  }

  /// A disk that is full after 64 bytes, played by a limit on the size of files.
  @Test func aFullDiskLeavesTheOldFile() async {
    await #expect(processExitsWith: .success) {
      try withScratchDirectory { directory in
        let path = directory + "/file"
        try writeAtomically([Array("old".utf8)[...]], to: path)
        signal(SIGXFSZ, SIG_IGN)
        var limit = rlimit(rlim_cur: 64, rlim_max: 64)
        #if os(Linux)
          precondition(setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0)
        #else
          precondition(setrlimit(RLIMIT_FSIZE, &limit) == 0)
        #endif
        #expect(throws: FileError(path: path, action: "write", reason: "File too large")) {
          try writeAtomically([[UInt8](repeating: 7, count: 65)[...]], to: path)
        }
        #expect(try FileReader.contents(of: path) == Array("old".utf8))
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory) == ["file"])
      }
    }
  }
}
