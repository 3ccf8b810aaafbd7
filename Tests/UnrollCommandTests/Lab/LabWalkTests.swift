import ArgumentParser
import Foundation
import LanguageModels
import Testing

@testable import UnrollCommand

/// What the command does with a folder of its own.
struct LabWalkTests {
  private let folder = FileManager.default.temporaryDirectory.appending(component: "unroll-lab-\(UUID().uuidString)")

  private func run(on bytes: [UInt8]?, options: [String] = []) throws -> [String] {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let text = folder.appending(component: "text.txt")
    let pictures = folder.appending(component: "pictures")
    if let bytes { try Data(bytes).write(to: text) }
    let command = try LabWalk.parse(["--text", text.path(), "--pictures", pictures.path()] + options)
    defer { try? FileManager.default.removeItem(at: pictures) }
    do { try command.run() } catch {
      #expect(!FileManager.default.fileExists(atPath: pictures.path()), "nothing is written when the text is no good")
      throw error
    }
    return try FileManager.default.contentsOfDirectory(atPath: pictures.path()).sorted()
  }

  @Test func `The lab on a small text writes the four graphs`() throws {
    let text = String(repeating: "the cat sat on the mat and the dog sat on the cat. ", count: 40)
    let files = try run(on: Array(text.utf8), options: ["--hidden", "8"])
    let names = ["computation_graph", "computation_graph_1", "computation_graph_2", "computation_graph_3"]
    #expect(files == names.flatMap { ["\($0).dot", "\($0).pdf", "\($0).svg"] })
  }

  @Test(
    arguments: [nil, [], Array("one".utf8.prefix(1)), [0x61, 0x00, 0x62, 0x63], [0x61, 0xff, 0x62]] as [[UInt8]?])
  func `A text that is no text is refused before anything is done`(bytes: [UInt8]?) {
    #expect(throws: TextError.self) { try run(on: bytes) }
  }

  @Test(arguments: [["--hidden", "0"], ["--characters", "-1"], ["--seed", "x"], ["--nonsense"]])
  func `Options that make no sense are refused`(options: [String]) {
    #expect(throws: (any Error).self) { try LabWalk.parse(["--text", "x"] + options) }
  }
}
