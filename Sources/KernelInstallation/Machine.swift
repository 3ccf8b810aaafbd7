import Foundation

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What the doctor asks of a machine.
package protocol Machine: Sendable {
  /// The environment's variables.
  var environment: [String: String] { get }
  /// The account's home folder.
  var home: String { get }
  /// Whether this is macOS.
  var isDarwin: Bool { get }
  /// Whether the dynamic linker finds and loads this library.
  func canLoad(_ library: String) -> Bool
  /// Whether this file can be run as a program.
  func isExecutable(_ path: String) -> Bool
  /// The path with every symbolic link followed.
  func resolved(_ path: String) -> String
}

extension Machine {
  /// The first program of this name on the `PATH`.
  func find(_ program: String) -> String? {
    let folders = (environment["PATH"] ?? "").split(separator: ":").map(String.init)
    return folders.map { "\($0)/\(program)" }.first(where: isExecutable)
  }
}

/// The machine that this program runs on.
package struct ThisMachine: Machine {
  package init() {}

  package var environment: [String: String] { ProcessInfo.processInfo.environment }

  package var home: String { FileManager.default.homeDirectoryForCurrentUser.path }

  package var isDarwin: Bool {
    #if canImport(Darwin)
      true
    #else
      false
    #endif
  }

  package func canLoad(_ library: String) -> Bool {
    guard let handle = dlopen(library, RTLD_LAZY | RTLD_LOCAL) else { return false }
    dlclose(handle)
    return true
  }

  package func isExecutable(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
      && FileManager.default.isExecutableFile(atPath: path)
  }

  package func resolved(_ path: String) -> String {
    URL(filePath: path).resolvingSymlinksInPath().path
  }
}
