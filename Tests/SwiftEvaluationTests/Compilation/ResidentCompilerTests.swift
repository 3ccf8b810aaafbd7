import Foundation
import Testing

@testable import SwiftEvaluation

@Suite(.serialized) struct ResidentCompilerTests {
  private static let cells = [
    "import Foundation\nlet start = 3\nfunc twice<T>(_ x: T, _ f: (T) -> T) -> T { f(f(x)) }",
    "struct Point { var x = 1.0; var y = 2.0 }\nlet p = Point()",
    "let sorted = [3, 1, 2].sorted { $0 > $1 }\nString(format: \"%.2f\", p.x + p.y) + \"\\(twice(start) { $0 + 1 }) \\(sorted)\"",
  ]

  /// The library of a cell, byte for byte, whether its text came first or the compiler. The debug information says where
  /// modules were found, and a hash of 16 bytes is of that too.
  @Test(arguments: [false, true]) func itGivesWhatTheCommandGives(isPrepared: Bool) async throws {
    let (arguments, resident) = try await setUp()
    defer { try? FileManager.default.removeItem(at: arguments.folder) }
    let source = "let squares = (1...3).map { $0 * $0 }\nprint(String(format: \"%d\", squares.reduce(0, +)))\nsquares"
    let program = program("Cell2", source, imports: ["import Foundation"])
    if isPrepared { resident.prepare("Cell2", modules: ["NotebookDisplay", "Foundation"]) }
    #expect(resident.prepared == (isPrepared ? "Cell2" : nil))
    #expect(await resident.compile(program, next: "Cell3"))
    let object = try await linked("Cell2", arguments)
    #expect(FileManager.default.fileExists(atPath: arguments.file("Cell2", "swiftmodule").path))
    try program.text.write(to: arguments.file("Cell2", "swift"), atomically: true, encoding: .utf8)
    let command = Command(
      arguments.toolchain.frontend,
      arguments.command(module: "Cell2", ignoresAccess: false) + CompilerArguments.passes(resident.passes))
    let result = await command.run()
    #expect(result.succeeded && result.output.isEmpty, "\(result.output)")
    let commands = try await linked("Cell2", arguments)
    #expect(commands.count == object.count && zip(commands, object).count(where: { $0 != $1 }) <= 16)
    let files = try FileManager.default.contentsOfDirectory(atPath: arguments.folder.path).sorted()
    let lasting = files.filter { $0 != "Cell3.swift" }
    #expect(lasting == ["Cell2.o", "Cell2.swift", "Cell2.swiftmodule", "gate0", "gate1", "passes.yaml"])
  }

  /// A cell that does not fit what is prepared is compiled all the same, and what is loaded is never seen.
  @Test func whatIsPreparedBindsNoCell() async throws {
    let (arguments, resident) = try await setUp()
    defer { try? FileManager.default.removeItem(at: arguments.folder) }
    resident.prepare("Cell2", modules: ["NotebookDisplay", "Foundation"])
    #expect(await !resident.compile(program("Cell2", "print(sqrt(2.0))"), next: "Cell3"))
    resident.prepare("Cell3", modules: ["NotebookDisplay"])
    #expect(await resident.compile(program("Cell4", "print(1)"), next: "Cell5"))
    resident.prepare("Cell5", modules: ["NotebookDisplay"])
    let long = "/* " + String(repeating: "long ", count: 40_000) + "*/ print(1)"
    #expect(await resident.compile(program("Cell5", long), next: "Cell6"))
    #expect(
      await resident.compile(program("Cell6", "print(1)", imports: ["import NoSuchModule"]), next: "Cell7") == false)
    #expect(await resident.compile(program("Cell7", "print(1)"), next: "Cell8"))
  }

  /// The next cell is begun before this one's module exists, and sees it; a program between the two leaves it as it is.
  @Test func theNextCellIsBegunWhileOneIsCompiled() async throws {
    let (arguments, resident) = try await setUp()
    defer { try? FileManager.default.removeItem(at: arguments.folder) }
    #expect(await resident.compile(program("Cell1", "let start = 3\nprint(start)"), next: "Cell2"))
    resident.prepare("Cell2", modules: ["NotebookDisplay"])
    #expect(resident.prepared == "Cell2")
    #expect(await resident.compile(program("Request1", "print(start)", imports: ["@testable import Cell1"])))
    #expect(resident.prepared == (ResidentCompiler.hasTwoProcessors ? "Cell2" : nil))
    let second = program("Cell2", "let more = start + 1\nprint(more)", imports: ["@testable import Cell1"])
    #expect(await resident.compile(second, next: "Cell3"))
    resident.prepare("Cell3", modules: ["NotebookDisplay"])
    let third = program("Cell3", "print(start + more)", imports: ["@testable import Cell1", "@testable import Cell2"])
    #expect(await resident.compile(third, next: "Cell4"))
  }

  /// What is asked of a notebook between two cells takes no cell's place and name.
  @Test(.enabled(if: ResidentCompiler.hasTwoProcessors))
  func whatIsAskedBetweenCellsLeavesTheNextAsItIs() async throws {
    let notebook = try TestNotebook()
    for cell in Self.cells { try await notebook.value(cell) }
    let prepared = await notebook.evaluator.compiler?.resident?.prepared
    #expect(prepared != nil)
    #expect(try await notebook.evaluator.values(of: ["start"]).count == 1)
    #expect(await notebook.evaluator.compiler?.resident?.prepared == prepared)
    #expect(try await notebook.value("start + 1") == "4")
    #expect(await notebook.evaluator.compiler?.resident?.prepared != prepared)
    await notebook.evaluator.shutdown()
  }

  @Test func diagnosticsAreTheCommands() async throws {
    let notebooks = [try TestNotebook(), try TestNotebook(staysCompiling: false)]
    #expect(await notebooks[1].evaluator.compiler?.resident == nil)
    let cells =
      Self.cells + [
        "let wrong: Int = \"text\"", "func g() { let unused = 1 }", "extension Point: CustomStringConvertible {}",
        "extension Point: CustomStringConvertible { var description: String { \"(\\(x), \\(y))\" } }", "p", "p.z",
        "let open = (1, ", "await Task { start }.value",
      ]
    for cell in cells {
      var seen: [[Diagnostic]] = []
      for notebook in notebooks { seen.append(try await notebook.run(cell).diagnostics) }
      #expect(seen[0] == seen[1], "\(cell)")
    }
    for notebook in notebooks { await notebook.evaluator.shutdown() }
  }

  @Test func anotherTakesTheKilledOnesPlace() async throws {
    let notebook = try TestNotebook()
    for cell in Self.cells { try await notebook.value(cell) }
    let killed = try #require(await notebook.evaluator.compiler?.resident?.pid)
    kill(killed, SIGKILL)
    #expect(try await notebook.value("start + 1") == "4")
    let next = try #require(await notebook.evaluator.compiler?.resident?.pid)
    #expect(next != killed)
    #expect(try await notebook.value("start + 2") == "5")
    await notebook.evaluator.shutdown()
    for pid in [killed, next] { #expect(kill(pid, 0) != 0, "process \(pid) goes on") }
  }

  @Test func anInterruptStopsIt() async throws {
    let notebook = try TestNotebook()
    for cell in Self.cells { try await notebook.value(cell) }
    let long = (0..<20_000).map { "let long\($0) = [\($0)].map { $0 + 1 }" }.joined(separator: "\n")
    let cell = Task { try await notebook.run(long) }
    while await notebook.evaluator.interruption != .possible { try await Task.sleep(for: .milliseconds(5)) }
    await notebook.evaluator.interrupt()
    guard case .interrupted = try await cell.value.outcome else { return #expect(Bool(false), "it was not stopped") }
    #expect(try await notebook.value("start + 1") == "4")
    await notebook.evaluator.shutdown()
  }

  // MARK: Support

  private func linked(_ module: String, _ arguments: CompilerArguments) async throws -> Data {
    let result = arguments.file(module, "so")
    let words = ["-shared", "--strip-debug", arguments.file(module, "o").path, "-o", result.path]
    #expect(await Command(arguments.toolchain.linker, words).run().succeeded)
    defer { try? FileManager.default.removeItem(at: result) }
    return try Data(contentsOf: result)
  }

  private func program(_ module: String, _ source: String, imports: [String] = []) -> CellProgram {
    CellProgram(
      module: module, title: "Cell", source: source, syntax: CellSyntax(source), imports: imports, shows: true)
  }

  /// A compiler that has warmed up.
  private func setUp() async throws -> (CompilerArguments, ResidentCompiler) {
    let folder = FileManager.default.temporaryDirectory.appending(path: "unroll-cells-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let arguments = CompilerArguments(
      toolchain: try Toolchain(), libraries: try Libraries(products: TestNotebook.products), folder: folder)
    let resident = try #require(ResidentCompiler(arguments))
    while resident.isWarmingUp { try await Task.sleep(for: .milliseconds(10)) }
    return (arguments, resident)
  }
}
