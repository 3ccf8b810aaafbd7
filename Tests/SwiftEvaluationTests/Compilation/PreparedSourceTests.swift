import Foundation
import Testing

@testable import SwiftEvaluation

@Suite struct PreparedSourceTests {
  @Test func theTextTakesThePlaceholdersPlace() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "unroll-\(UUID().uuidString).swift")
    defer { try? FileManager.default.removeItem(at: file) }
    let source = try #require(PreparedSource(module: "Cell2", modules: ["NotebookDisplay"], file: file))
    let before = try Data(contentsOf: file)
    #expect(before.starts(with: Data("#error(".utf8)) && before.count % 4096 != 0 && before.count > 1 << 16)
    #expect(source.write("1"))
    let after = try String(contentsOf: file, encoding: .utf8)
    #expect(after.utf8.count == before.count && after.filter { $0 != " " } == "1")
    #expect(source.write(String(repeating: "x", count: 100)))
    #expect(try String(contentsOf: file, encoding: .utf8).utf8.count == before.count)
    source.remove()
    #expect(!source.write("1") && !FileManager.default.fileExists(atPath: file.path))
  }

  @Test func itSuitsCellsThatSeeWhatIsLoaded() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "unroll-\(UUID().uuidString).swift")
    let source = try #require(PreparedSource(module: "Cell2", modules: ["NotebookDisplay", "Glibc"], file: file))
    defer { source.remove() }
    func program(_ module: String, _ text: String, imports: [String] = ["import Glibc"]) -> CellProgram {
      CellProgram(module: module, title: "", source: text, syntax: CellSyntax(text), imports: imports, shows: false)
    }
    #expect(source.suits(program("Cell2", "let a = 1")))
    #expect(source.suits(program("Cell2", "import Dispatch\nlet a = 1")))
    #expect(source.suits(program("Cell2", "import Glibc\nlet a = 1", imports: [])))
    #expect(!source.suits(program("Cell2", "let a = 1", imports: ["import struct Glibc.timespec"])))
    #expect(!source.suits(program("Cell3", "let a = 1")))
    #expect(!source.suits(program("Cell2", "extension Int: Error {}")))
    #expect(!source.suits(program("Cell2", "// " + String(repeating: "x", count: 1 << 17))))
  }
}
