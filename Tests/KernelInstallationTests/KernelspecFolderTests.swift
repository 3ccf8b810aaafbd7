import Foundation
import JSONTree
import Testing
import WholeFiles

@testable import KernelInstallation

struct KernelspecFolderTests {
  /// Runs `body` with a data folder that does not exist yet.
  func withDataFolder(_ body: (String) throws -> Void) throws {
    let root = FileManager.default.temporaryDirectory.appending(path: "unroll-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: root) }
    try body(root + "/share/jupyter")
  }

  func files(_ path: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
  }

  @Test func installsReplacesAndRemoves() throws {
    try withDataFolder { data in
      let folder = KernelspecFolder(dataFolder: data)
      #expect(folder.kernelspec == nil)
      #expect(try !folder.uninstall())
      try folder.install(Kernelspec(executable: "/old/unroll"))
      try folder.install(Kernelspec(executable: "/a \"new\" place/unroll"))
      #expect(folder.kernelspec == Kernelspec(executable: "/a \"new\" place/unroll"))
      #expect(files(folder.path) == ["kernel.json", "logo-svg.svg"])
      let json = try JSONValue(parsing: FileReader.contents(of: folder.path + "/kernel.json")[...])
      #expect(json["argv"] == ["/a \"new\" place/unroll", "kernel", "run", "{connection_file}"])
      #expect(json["interrupt_mode"] == "message")
      #expect(json["language"] == "swift")
      #expect(json["display_name"] == "Swift (unroll)")
      #expect(try folder.uninstall())
      #expect(files(data + "/kernels").isEmpty)
    }
  }

  @Test func whatOthersPutThereStays() throws {
    try withDataFolder { data in
      let folder = KernelspecFolder(dataFolder: data)
      try folder.install(Kernelspec(executable: "/unroll"))
      try Data("mine".utf8).write(to: URL(filePath: folder.path + "/notes.txt"))
      try folder.uninstall()
      #expect(files(folder.path) == ["notes.txt"])

      let foreign = Data(#"{"argv": ["/other", "{connection_file}"], "display_name": "Other"}"#.utf8)
      try foreign.write(to: URL(filePath: folder.path + "/kernel.json"))
      #expect(throws: KernelInstallationError.foreign(folder.path)) { try folder.uninstall() }
      #expect(throws: KernelInstallationError.foreign(folder.path)) {
        try folder.install(Kernelspec(executable: "/unroll"))
      }
      #expect(try Data(contentsOf: URL(filePath: folder.path + "/kernel.json")) == foreign)
    }
  }

  @Test func aFolderThatCannotBeMadeIsNamed() throws {
    try withDataFolder { data in
      try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
      try Data().write(to: URL(filePath: data + "/kernels"))
      let error = #expect(throws: KernelInstallationError.self) {
        try KernelspecFolder(dataFolder: data).install(Kernelspec(executable: "/unroll"))
      }
      #expect(error?.description.hasPrefix("cannot make the folder \(data)/kernels/unroll: ") == true)
    }
  }
}
