package import Foundation

/// The Swift toolchain that compiles cells, found by looking.
package struct Toolchain: Sendable {
  /// The compiler proper, without the driver around it.
  package let frontend: URL
  /// The linker.
  package let linker: URL
  /// Finds lines in debug information; without it, crashes have no line.
  package let symbolizer: URL?
  /// Completes and explains names; without it, only names of the notebook are known.
  package let languageServer: URL?
  /// The compiler as a library; without it, each cell starts the command.
  package let compilerLibrary: URL?
  /// The compiler's own files.
  package let resources: URL
  /// Where the runtime's libraries lie.
  package let runtime: URL
  /// What the compiler calls this platform: `x86_64`.
  package let architecture: String

  /// The folder of the object file that announces a library's types to the runtime.
  var runtimeObject: URL { runtime.appending(path: "\(architecture)/swiftrt.o") }

  /// What a toolchain lacks.
  package struct Missing: Error, CustomStringConvertible {
    package let description: String

    package init(description: String) { self.description = description }
  }

  /// The toolchain whose `swift` comes first on the path, or that lies at `swift`.
  package init(swift: URL? = nil, environment: [String: String] = ProcessInfo.processInfo.environment) throws {
    guard let swift = swift ?? Self.find("swift", in: environment["PATH"] ?? "") else {
      throw Missing(description: "swift is not on the PATH: install it from https://www.swift.org/install")
    }
    let programs = swift.resolvingSymlinksInPath().deletingLastPathComponent()
    resources = programs.deletingLastPathComponent().appending(path: "lib/swift")
    runtime = resources.appending(path: "linux")
    #if arch(arm64)
      architecture = "aarch64"
    #else
      architecture = "x86_64"
    #endif
    frontend = programs.appending(path: "swift-frontend")
    linker = programs.appending(path: "ld.lld")
    let symbolizer = programs.appending(path: "llvm-symbolizer")
    let server = programs.appending(path: "sourcekit-lsp")
    languageServer = FileManager.default.isExecutableFile(atPath: server.path) ? server : nil
    let library = programs.deletingLastPathComponent().appending(path: "lib/libsourcekitdInProc.so")
    compilerLibrary = FileManager.default.fileExists(atPath: library.path) ? library : nil
    self.symbolizer = FileManager.default.isExecutableFile(atPath: symbolizer.path) ? symbolizer : nil
    for needed in [frontend, linker] where !FileManager.default.isExecutableFile(atPath: needed.path) {
      throw Missing(description: "the toolchain of \(swift.path) has no \(needed.lastPathComponent) beside it")
    }
    guard FileManager.default.fileExists(atPath: runtimeObject.path) else {
      throw Missing(description: "the toolchain of \(swift.path) has no \(runtimeObject.path)")
    }
  }

  /// The version of the language, as `6.3.1`; nil where the toolchain does not say.
  package var version: String? {
    let folder = runtime.appending(path: "Swift.swiftmodule")
    let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
    // An interface begins with the compiler that wrote it.
    guard let interface = files.first(where: { $0.pathExtension == "swiftinterface" }),
      let file = try? FileHandle(forReadingFrom: interface), let head = try? file.read(upToCount: 512)
    else { return nil }
    return String(decoding: head, as: UTF8.self).firstMatch(of: /Swift version ([0-9.]+)/).map { String($0.output.1) }
  }

  private static func find(_ program: String, in path: String) -> URL? {
    path.split(separator: ":").lazy
      .map { URL(filePath: String($0)).appending(path: program) }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }
}
