import CProcess
import Foundation

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The source of a cell that the compiler begins before there is a text.
///
/// The compiler maps a source of this size into its memory instead of copying it, and loads the modules of the notebook
/// before it looks at it. What it reads last of them, the documentation of `NotebookDisplay`, is a pipe, the gate, in
/// which nothing comes until the text is written. A compiler that does otherwise finds an error and no cell.
struct PreparedSource: Sendable {
  let module: String
  /// What is loaded before the gate opens.
  let modules: [String]
  private let file: URL

  /// Whole pages would not be mapped: the compiler wants a zero behind the text.
  private static let size = 1 << 17 - 1
  private static let placeholder = "#error(\"the text of this cell has not come\")"

  init?(module: String, modules: [String], file: URL) {
    (self.module, self.modules, self.file) = (module, modules, file)
    let bytes = Array(Self.placeholder.utf8)
    let padding = [UInt8](repeating: UInt8(ascii: " "), count: Self.size - bytes.count)
    guard (try? Data(bytes + padding).write(to: file)) != nil else { return nil }
  }

  /// Whether a cell may take this place: what is loaded is visible to it.
  func suits(_ program: CellProgram) -> Bool {
    program.module == module && !program.ignoresAccess && program.text.utf8.count <= Self.size
      && Set(modules).isSubset(of: program.modules)
  }

  /// Puts the text in place of the placeholder, in the same file; false where that fails.
  func write(_ text: String) -> Bool {
    let descriptor = open(file.path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    let bytes = Array(text.utf8)
    let padding = [UInt8](repeating: UInt8(ascii: " "), count: max(0, Self.placeholder.utf8.count - bytes.count))
    let all = bytes + padding
    return all.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) } == all.count
  }

  func remove() { try? FileManager.default.removeItem(at: file) }

  /// The folder in which the compiler finds `NotebookDisplay` with the gate, and what opens that.
  struct Gate: Sendable {
    let folder: URL
    let key: URL

    /// That of a seat; nil where the module has no documentation.
    init?(libraries: Libraries, in folder: URL, seat: Int) {
      let name = "NotebookDisplay"
      let manager = FileManager.default
      let module = libraries.interfaces.lazy.map { $0.appending(path: "\(name).swiftmodule") }
        .first { manager.fileExists(atPath: $0.path) }
      guard let module else { return nil }
      key = module.deletingPathExtension().appendingPathExtension("swiftdoc")
      self.folder = folder.appending(path: "gate\(seat)")
      let links = ["swiftmodule": module.path, "swiftdoc": "/proc/self/fd/\(Int(UNROLL_GATE) + seat)"]
      do {
        try manager.createDirectory(at: self.folder, withIntermediateDirectories: false)
        for (ending, target) in links {
          try manager.createSymbolicLink(
            atPath: self.folder.appending(path: "\(name).\(ending)").path, withDestinationPath: target)
        }
      } catch { return nil }
      guard manager.fileExists(atPath: key.path) else { return nil }
    }
  }
}
