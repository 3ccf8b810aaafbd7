package import Foundation

/// What was built of this package for cells: the program that runs them, the library that they use, and its interfaces.
package struct Libraries: Sendable {
  /// The program that runs cells.
  package let host: URL
  /// The program in which the compiler stays; without it, each cell starts the command.
  package let compilerHost: URL?
  /// The one dynamic library with all of this package's code that cells use.
  package let library: URL
  /// Folders with Swift modules, and with module maps and headers of C targets.
  package let interfaces: [URL]

  package init(host: URL, compilerHost: URL? = nil, library: URL, interfaces: [URL]) {
    self.host = host
    self.compilerHost = compilerHost
    self.library = library
    self.interfaces = interfaces
  }

  /// What lies in a folder of build products, SwiftPM's or an installed one.
  package init(products: URL) throws {
    let products = products.resolvingSymlinksInPath()
    let host = products.appending(path: "CellHost")
    let library = products.appending(path: "libUnrollNotebook.so")
    for needed in [host, library] where !FileManager.default.fileExists(atPath: needed.path) {
      throw Toolchain.Missing(
        description: "\(needed.path) is missing: `swift build -c release` makes it")
    }
    var interfaces = [products.appending(path: "Modules")]
    let sources = Self.sources(above: products)
    // A module over a C target can only be imported where that target's module map is found too.
    for module in ["CLoops/include", "COpenBLAS"] {
      guard let folder = sources?.appending(path: module) else { continue }
      if FileManager.default.fileExists(atPath: folder.path) { interfaces.append(folder) }
    }
    // SwiftPM writes the module maps of C targets that have none.
    let entries = (try? FileManager.default.contentsOfDirectory(at: products, includingPropertiesForKeys: nil)) ?? []
    for entry in entries where entry.pathExtension == "build" {
      if FileManager.default.fileExists(atPath: entry.appending(path: "module.modulemap").path) {
        interfaces.append(entry)
      }
    }
    let compilerHost = products.appending(path: "CompilerHost")
    self.init(
      host: host,
      compilerHost: FileManager.default.isExecutableFile(atPath: compilerHost.path) ? compilerHost : nil,
      library: library, interfaces: interfaces)
  }

  /// The same for an evaluator without a compiler that stays.
  package var withoutCompilerHost: Libraries { Libraries(host: host, library: library, interfaces: interfaces) }

  /// What was built together with the running program.
  package static func besideProgram() throws -> Libraries {
    try Libraries(
      products: URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath().deletingLastPathComponent())
  }

  /// The folder `Sources` of the package that the products were built from.
  private static func sources(above products: URL) -> URL? {
    var folder = products
    while folder.path != "/" {
      folder = folder.deletingLastPathComponent()
      let sources = folder.appending(path: "Sources")
      if FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path) { return sources }
    }
    return nil
  }
}
