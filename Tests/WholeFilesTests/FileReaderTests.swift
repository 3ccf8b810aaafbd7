import Foundation
import Testing

@testable import WholeFiles

struct FileReaderTests {
  @Test func whatIsNotARegularFileIsRefused() throws {
    try withScratchDirectory { directory in
      for (path, reason) in [
        (directory + "/none", "No such file or directory"), (directory, "it is not a regular file"),
        ("/dev/zero", "it is not a regular file"),
      ] {
        #expect(throws: FileError(path: path, action: "read", reason: reason)) { try FileReader.contents(of: path) }
      }
    }
  }

  @Test func aFileThatWasCutOffMeanwhileIsNoticed() throws {
    try withScratchDirectory { directory in
      let path = directory + "/file"
      try Data(repeating: 1, count: 100).write(to: URL(filePath: path))
      let reader = try FileReader(path)
      #expect(try reader.read(30).count == 30)
      #expect(truncate(path, 40) == 0)
      #expect(throws: FileError(path: path, action: "read", reason: "it ended after 40 of 100 bytes")) {
        try reader.read(70)
      }
    }
  }
}
