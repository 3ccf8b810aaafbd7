import Foundation
import Testing

@testable import NeuralNetworks

struct AtomicWriterTests {
  @Test func writesAndReplaces() throws {
    try withScratchDirectory { directory in
      let path = directory + "/weights.safetensors"
      try Safetensors([]).write(to: path)
      let sample = SafetensorsTests.sample()
      try sample.write(to: path)
      #expect(try Safetensors(contentsOf: path) == sample)
      #expect(try FileManager.default.contentsOfDirectory(atPath: directory) == ["weights.safetensors"])
    }
  }

  @Test func aDirectoryThatIsNotThere() throws {
    try withScratchDirectory { directory in
      let path = directory + "/none/weights.safetensors"
      #expect(throws: WeightsError.file(path: path, action: "write", reason: "No such file or directory")) {
        try SafetensorsTests.sample().write(to: path)
      }
    }
  }

  @Test func aTargetThatCannotBeReplacedLeavesNothingBehind() throws {
    try withScratchDirectory { directory in
      let path = directory + "/taken"
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
      #expect(throws: WeightsError.self) { try SafetensorsTests.sample().write(to: path) }
      #expect(try FileManager.default.contentsOfDirectory(atPath: directory) == ["taken"])
    }
  }

  /// A disk that is full after 64 bytes, played by a limit on the size of files.
  @Test func aFullDiskLeavesTheOldFile() async {
    await #expect(processExitsWith: .success) {
      try withScratchDirectory { directory in
        let path = directory + "/weights.safetensors"
        let old = Safetensors([])
        try old.write(to: path)
        signal(SIGXFSZ, SIG_IGN)
        var limit = rlimit(rlim_cur: 64, rlim_max: 64)
        #if os(Linux)
          precondition(setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0)
        #else
          precondition(setrlimit(RLIMIT_FSIZE, &limit) == 0)
        #endif
        let error = #expect(throws: WeightsError.self) { try SafetensorsTests.sample().write(to: path) }
        #expect(error == .file(path: path, action: "write", reason: "File too large"))
        #expect(try Safetensors(contentsOf: path) == old)
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory) == ["weights.safetensors"])
      }
    }
  }
}
