import Foundation
import Testing

@testable import WholeFiles

struct MappedBytesTests {
  @Test(arguments: [0, 1, 4_095, 4_096, 4_097, 100_000])
  func hasTheBytesOfTheFile(count: Int) throws {
    try withScratchDirectory { directory in
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7) }
      try writeAtomically([bytes[...]], to: directory + "/file")
      let mapped = try MappedBytes(directory + "/file")
      #expect(mapped.elementsEqual(bytes))
      #expect(mapped.withUnsafeBytes { $0.elementsEqual(bytes) })
      let slice = mapped[(count / 3)...]
      #expect(slice.withContiguousStorageIfAvailable { $0.elementsEqual(bytes[(count / 3)...]) } == true)
    }
  }

  @Test func outlivesItsFile() throws {
    let mapped = try withScratchDirectory { directory in
      try writeAtomically([Array("text".utf8)[...]], to: directory + "/file")
      return try MappedBytes(directory + "/file")
    }
    #expect(mapped.elementsEqual("text".utf8))
  }

  @Test func onlyRegularFiles() throws {
    try withScratchDirectory { directory in
      #expect(throws: FileError(path: directory, action: "read", reason: "it is not a regular file")) {
        try MappedBytes(directory)
      }
      let error = #expect(throws: FileError.self) { try MappedBytes(directory + "/none") }
      #expect(error?.isMissing == true)
    }
  }
}
