import Foundation
import Synchronization

/// Compiles cells to libraries in a folder of its own.
struct CellCompiler: Sendable {
  let toolchain: Toolchain
  let libraries: Libraries
  let folder: URL
  /// The command that runs now, so that an interrupt can stop it.
  private let current = CurrentCommand()

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
    self.libraries = libraries
    self.folder = folder
  }

  func cancel() { current.cancel() }

  /// - Parameter unloaded: modules whose libraries the process may not have loaded yet.
  func compile(_ program: CellProgram, unloaded: [String]) async throws -> Product {
    let clock = ContinuousClock()
    let source = file(program, "swift")
    let object = file(program, "o")
    let library = file(program, "so")
    try program.text.write(to: source, atomically: false, encoding: .utf8)
    defer {
      try? FileManager.default.removeItem(at: source)
      try? FileManager.default.removeItem(at: object)
    }
    let begin = clock.now
    let compiled = await run(toolchain.frontend, frontendArguments(program, source: source, object: object))
    let compileTime = clock.now - begin
    let diagnostics = DiagnosticParser(program: program).diagnostics(in: compiled.output)
    guard compiled.succeeded else {
      let reasons = diagnostics.isEmpty ? [Diagnostic.compilerFailure(compiled.output)] : diagnostics
      return Product(library: nil, diagnostics: reasons, compileTime: compileTime, linkTime: .zero)
    }
    let linked = await run(toolchain.linker, linkerArguments(object: object, library: library, unloaded: unloaded))
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

  private func run(_ program: URL, _ arguments: [String]) async -> Command.Result {
    let command = Command(program, arguments)
    current.set(command)
    defer { current.set(nil) }
    return await command.run()
  }

  private func file(_ program: CellProgram, _ ending: String) -> URL {
    folder.appending(path: "\(program.module).\(ending)")
  }

  private func frontendArguments(_ program: CellProgram, source: URL, object: URL) -> [String] {
    var arguments = [
      "-frontend", "-c", "-primary-file", source.path, "-module-name", program.module,
      "-O", "-swift-version", "5", "-enable-testing", "-gline-tables-only", "-diagnostic-style", "llvm",
      "-emit-module", "-emit-module-path", file(program, "swiftmodule").path,
      "-entry-point-function-name", program.entryPoint, "-o", object.path,
      "-resource-dir", toolchain.resources.path, "-plugin-path",
      toolchain.resources.appending(path: "host/plugins").path,
      "-I", folder.path,
    ]
    if program.ignoresAccess { arguments.append("-disable-access-control") }
    for interface in libraries.interfaces { arguments += ["-I", interface.path] }
    return arguments
  }

  /// Names of loaded libraries and of earlier cells stay undefined here: the process finds them in what it has loaded.
  /// Reading a library that is not needed, or starting threads for one small file, costs the linker half its time.
  private func linkerArguments(object: URL, library: URL, unloaded: [String]) -> [String] {
    var arguments = [
      "-shared", "--threads=1", "--eh-frame-hdr", "-Bsymbolic", toolchain.runtimeObject.path, object.path,
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

/// The command that is being run, if one is.
private final class CurrentCommand: Sendable {
  private let command = Mutex<Command?>(nil)

  func set(_ command: Command?) { self.command.withLock { $0 = command } }
  func cancel() { command.withLock { $0 }?.cancel() }
}
