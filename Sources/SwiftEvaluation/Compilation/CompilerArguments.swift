import Foundation

/// What the compiler is told about a cell: the same for the command and for the compiler that stays.
struct CompilerArguments: Sendable {
  let toolchain: Toolchain
  let libraries: Libraries
  let folder: URL

  func file(_ module: String, _ ending: String) -> URL { folder.appending(path: "\(module).\(ending)") }

  /// For `swift-frontend`.
  func command(module: String, ignoresAccess: Bool) -> [String] {
    ["-frontend", "-c", "-primary-file"] + common(module) + ["-diagnostic-style", "llvm"]
      + internals(module: module, ignoresAccess: ignoresAccess)
  }

  /// For the compiler that stays, which reads them as the driver would.
  ///
  /// - Parameters:
  ///   - preloaded: modules to load before the text is read.
  ///   - first: the folder in which modules are looked for first.
  ///   - passes: the file with the optimiser's passes, if not its own.
  func resident(
    module: String, ignoresAccess: Bool, preloaded: [String] = [], first: URL? = nil, passes: URL? = nil
  ) -> [String] {
    // The compiler works through the list from its end.
    let imports = preloaded.reversed().flatMap { ["-import-module", $0] }
    // The first text has clang look whether the headers of its modules are as they were; that is some 700 files.
    let trust = preloaded.isEmpty ? [] : ["-disable-modules-validate-system-headers"]
    let internals =
      internals(module: module, ignoresAccess: ignoresAccess) + Self.omissions + trust + imports + Self.passes(passes)
    return ["-c"] + (first.map { ["-I", $0.path] } ?? []) + common(module) + internals.flatMap { ["-Xfrontend", $0] }
  }

  /// Left to the command: finding errors of the compiler itself, and programs that have not changed.
  private static let omissions = ["-disable-llvm-verify", "-disable-incremental-llvm-codegen"]

  /// How `swift-frontend` is told the optimiser's passes.
  static func passes(_ file: URL?) -> [String] { file.map { ["-external-pass-pipeline-filename", $0.path] } ?? [] }

  private func common(_ module: String) -> [String] {
    var arguments = [
      file(module, "swift").path, "-module-name", module, "-O", "-swift-version", "5", "-enable-testing",
      "-gline-tables-only", "-emit-module", "-emit-module-path", file(module, "swiftmodule").path, "-o",
      file(module, "o").path, "-resource-dir", toolchain.resources.path, "-plugin-path",
      toolchain.resources.appending(path: "host/plugins").path, "-I", folder.path,
    ]
    for interface in libraries.interfaces { arguments += ["-I", interface.path] }
    return arguments
  }

  private func internals(module: String, ignoresAccess: Bool) -> [String] {
    ["-entry-point-function-name", CellProgram.entryPoint(of: module)]
      + (ignoresAccess ? ["-disable-access-control"] : [])
  }
}
