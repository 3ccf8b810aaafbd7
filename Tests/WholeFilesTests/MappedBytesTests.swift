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

  @Test func noticesWhatWasCutOff() throws {
    try withScratchDirectory { directory in
      let path = directory + "/file"
      try writeAtomically([[UInt8](repeating: 7, count: 10_000)[...]], to: path)
      let mapped = try MappedBytes(path)
      try mapped.checkLength()
      #expect(truncate(path, 20_000) == 0)
      try mapped.checkLength()
      #expect(truncate(path, 9_999) == 0)
      let reason = "it was cut off while it was in use: of 10000 bytes 9999 are left"
      #expect(throws: FileError(path: path, action: "read", reason: reason)) { try mapped.checkLength() }
      // One that took its place is another file.
      let other = try MappedBytes(path)
      try writeAtomically([[8][...]], to: path)
      try other.checkLength()
      #expect(other.first == 7)
    }
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
