import Foundation
import Testing

@testable import NeuralNetworks

struct SafetensorsFileTests {
  func error(_ path: String) -> WeightsError? {
    #expect(throws: WeightsError.self) { try Safetensors(contentsOf: path) }
  }

  @Test func whatIsNotARegularFileIsRefused() throws {
    try withScratchDirectory { directory in
      #expect(
        error(directory + "/none")
          == .file(path: directory + "/none", action: "read", reason: "No such file or directory"))
      #expect(error(directory) == .file(path: directory, action: "read", reason: "it is not a regular file"))
      #expect(error("/dev/zero") == .file(path: "/dev/zero", action: "read", reason: "it is not a regular file"))
    }
  }

  @Test func filesThatAreNotSafetensors() throws {
    try withScratchDirectory { directory in
      let path = directory + "/file"
      try Data().write(to: URL(filePath: path))
      #expect(error(path) == .format(path: path, .tooShort(length: 0)))
      try Data("once upon a time".utf8).write(to: URL(filePath: path))
      #expect(error(path)?.description.hasPrefix("\(path): the header's length is given as ") == true)
      let whole = SafetensorsTests.sample().encoded()
      for count in [7, 8, 9, 100, whole.count - 1] {
        try Data(whole.prefix(count)).write(to: URL(filePath: path))
        guard case .format(path, _)? = error(path) else {
          Issue.record("\(count) bytes of \(whole.count) were read as a file")
          continue
        }
      }
    }
  }

  /// The lengths are compared before memory is asked for: a file of 2^43 bytes, all but ten of them a hole in the disk.
  @Test func aHugeSparseFileCostsNothing() throws {
    try withScratchDirectory { directory in
      let path = directory + "/sparse"
      try Data(SafetensorsHeaderTests.file("{}")).write(to: URL(filePath: path))
      guard truncate(path, 1 << 43) == 0 else { return }
      #expect(error(path) == .format(path: path, .hole(begin: 0, end: 1 << 43 - 10)))
    }
  }
}
