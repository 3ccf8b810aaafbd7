import Foundation
import Testing

@testable import SwiftEvaluation

@Suite struct OptimizerPassesTests {
  private static let cell = """
    let ordered = [3, 1, 2].sorted { $0 > $1 }
    let sum = ordered.map { $0 * 2 }.reduce(0, +)
    var counts: [Int: Int] = [:]
    for number in ordered where Set(ordered).contains(number) { counts[number, default: 0] += sum }
    """

  /// What it calls, where nothing is specialised: `reduce`, `sorted(by:)`, `contains`, `subscript(_:default:)`.
  private static let generic: Set = [
    "$sSTsE6reduceyqd__qd___qd__qd___7ElementQztKXEtKlF", "$sSTsE6sorted2bySay7ElementQzGSbAD_ADtKXE_tKF",
    "$sSh8containsySbxF", "$sSD_7defaultq_x_q_yXKtciM",
  ]

  @Test func whatIsGenericIsSpecialized() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "unroll-passes-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let passes = try #require(OptimizerPasses.write(to: folder.appending(path: "passes.yaml")))
    #expect(try await calls(["-Onone"], in: folder) == Self.generic)
    #expect(try await calls(CompilerArguments.passes(passes), in: folder) == [])
  }

  /// The generic functions that the cell's object calls when it is compiled with these arguments.
  private func calls(_ arguments: [String], in folder: URL) async throws -> Set<String> {
    let all = CompilerArguments(
      toolchain: try Toolchain(), libraries: try Libraries(products: TestNotebook.products), folder: folder)
    let program = CellProgram(
      module: "Cell1", title: "Cell", source: Self.cell, syntax: CellSyntax(Self.cell), imports: [], shows: true)
    try program.text.write(to: all.file("Cell1", "swift"), atomically: true, encoding: .utf8)
    let command = all.command(module: "Cell1", ignoresAccess: false) + arguments
    let result = await Command(all.toolchain.frontend, command).run()
    // Of a pass that it does not know the compiler says so, and does without all of them.
    #expect(result.succeeded && result.output.isEmpty, "\(result.output)")
    // The names of an object's symbols end with a zero.
    let names = try Data(contentsOf: all.file("Cell1", "o")).split(separator: 0)
    return Set(names.map { String(decoding: $0, as: UTF8.self) }).intersection(Self.generic)
  }
}
