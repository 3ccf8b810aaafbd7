import Foundation
import Synchronization

/// Compiles cells to libraries in a folder of its own.
struct CellCompiler: Sendable {
  let toolchain: Toolchain
  let folder: URL
  /// What makes most cells faster, where the toolchain has it.
  let resident: ResidentCompiler?
  private let arguments: CompilerArguments
  private let current = CurrentStep()

  /// A cell's library, or why there is none.
  struct Product: Sendable {
    /// nil where the cell does not compile.
    let library: URL?
    let diagnostics: [Diagnostic]
    let compileTime: Duration
    let linkTime: Duration
  }

  init(toolchain: Toolchain, libraries: Libraries, folder: URL) {
    self.toolchain = toolchain
    self.folder = folder
    arguments = CompilerArguments(toolchain: toolchain, libraries: libraries, folder: folder)
    resident = ResidentCompiler(arguments)
  }

  /// Stops what is being done for a cell, and keeps the rest from being begun, until `permit`.
  func cancel() { current.cancel() }

  func permit() { current.permit() }

  /// - Parameters:
  ///   - unloaded: modules whose libraries the process may not have loaded yet.
  ///   - next: the module of the cell that is likely to be the next, if one is.
  func compile(_ program: CellProgram, unloaded: [String], next: String? = nil) async -> Product {
    let clock = ContinuousClock()
    let source = arguments.file(program.module, "swift")
    let object = arguments.file(program.module, "o")
    let library = arguments.file(program.module, "so")
    defer {
      try? FileManager.default.removeItem(at: source)
      try? FileManager.default.removeItem(at: object)
    }
    // The linker waits for the object: to start it takes longer than to link one.
    let input = LateInput()
    let linker = Command(toolchain.linker, linkerArguments(library: library, unloaded: unloaded), input: input.take)
    let linking = Task { await linker.run() }
    let begin = clock.now
    let compiled = await compile(program, source: source, next: next)
    let compileTime = clock.now - begin
    if let next { resident?.prepare(next, modules: program.modules) }
    let diagnostics = DiagnosticParser(program: program).diagnostics(in: compiled.output)
    guard compiled.succeeded, let bytes = try? Data(contentsOf: object) else {
      linker.cancel()
      input.give([])
      _ = await linking.value
      let reasons = diagnostics.isEmpty ? [Diagnostic.compilerFailure(compiled.output)] : diagnostics
      return Product(library: nil, diagnostics: reasons, compileTime: compileTime, linkTime: .zero)
    }
    current.set { linker.cancel() }
    defer { current.set(nil) }
    input.give(Array(bytes))
    let linked = await linking.value
    let linkTime = clock.now - begin - compileTime
    guard linked.succeeded else {
      let reason = Diagnostic.compilerFailure(linked.output)
      return Product(library: nil, diagnostics: [reason], compileTime: compileTime, linkTime: linkTime)
    }
    return Product(library: library, diagnostics: diagnostics, compileTime: compileTime, linkTime: linkTime)
  }

  /// Forgets a cell that has been compiled but is not kept.
  func discard(_ module: String) {
    for ending in ["so", "swiftmodule"] {
      try? FileManager.default.removeItem(at: folder.appending(path: "\(module).\(ending)"))
    }
  }

  /// By the compiler that stays, or else by the command, which says what there is to say.
  private func compile(_ program: CellProgram, source: URL, next: String?) async -> Command.Result {
    if let resident {
      current.set { resident.cancel() }
      defer { current.set(nil) }
      if await resident.compile(program, next: next) { return Command.Result(succeeded: true, output: "") }
    }
    guard (try? program.text.write(to: source, atomically: true, encoding: .utf8)) != nil else {
      return Command.Result(succeeded: false, output: "")
    }
    let command = Command(
      toolchain.frontend, arguments.command(module: program.module, ignoresAccess: program.ignoresAccess))
    current.set { command.cancel() }
    defer { current.set(nil) }
    return await command.run()
  }

  /// Names of loaded libraries and of earlier cells stay undefined here: the process finds them in what it has loaded.
  /// Reading a library that is not needed, or starting threads for one small file, costs the linker half its time.
  private func linkerArguments(library: URL, unloaded: [String]) -> [String] {
    var arguments = [
      "-shared", "--threads=1", "--eh-frame-hdr", "-Bsymbolic", toolchain.runtimeObject.path, "/dev/stdin",
      "-o", library.path, "-L", toolchain.runtime.path, "-rpath", toolchain.runtime.path,
    ]
    for module in unloaded {
      for file in ["swift\(module)", module] {
        let path = toolchain.runtime.appending(path: "lib\(file).so").path
        if FileManager.default.fileExists(atPath: path) { arguments.append("-l\(file)") }
      }
    }
    return arguments
  }
}

/// What is being done for a cell, and whether that is still wanted.
private final class CurrentStep: Sendable {
  private struct State {
    var stop: (@Sendable () -> Void)?
    var isCancelled = false
  }
  private let state = Mutex(State())

  func permit() { state.withLock { $0.isCancelled = false } }

  func set(_ stop: (@Sendable () -> Void)?) {
    let isCancelled = state.withLock { state in
      state.stop = stop
      return state.isCancelled
    }
    if isCancelled { stop?() }
  }

  func cancel() {
    let stop = state.withLock { state in
      state.isCancelled = true
      return state.stop
    }
    stop?()
  }
}
