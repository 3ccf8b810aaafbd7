import Foundation
import WholeFiles

/// The folder in which Jupyter finds our kernel: one of `kernels/` in one of its data folders.
package struct KernelspecFolder: Equatable, Sendable {
  /// The whole path of the folder.
  package let path: String

  /// The folder inside a data folder of Jupyter's.
  package init(dataFolder: String) {
    path = "\(dataFolder)/kernels/\(Kernelspec.name)"
  }

  /// The kernel that is installed here; nil where there is none, or none of ours.
  package var kernelspec: Kernelspec? {
    (try? FileReader.contents(of: path + "/kernel.json")).flatMap(Kernelspec.init)
  }

  /// Writes the folder's files, each whole or not at all, `kernel.json` last: without it Jupyter sees no kernel.
  ///
  /// What an earlier installation left is replaced.
  package func install(_ kernelspec: Kernelspec) throws(KernelInstallationError) {
    if FileManager.default.fileExists(atPath: path + "/kernel.json"), self.kernelspec == nil {
      throw .foreign(path)
    }
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw .file(FileError(path: path, action: "make the folder", reason: reason(error)))
    }
    for (name, text) in Self.files + [("kernel.json", kernelspec.text)] {
      do {
        try writeAtomically([text[...]], to: "\(path)/\(name)")
      } catch {
        throw .file(error)
      }
    }
  }

  /// Removes what ``install(_:)`` wrote, and the folder unless something else is in it.
  /// - Returns: whether there was something to remove.
  @discardableResult
  package func uninstall() throws(KernelInstallationError) -> Bool {
    guard FileManager.default.fileExists(atPath: path + "/kernel.json") else { return false }
    guard kernelspec != nil else { throw .foreign(path) }
    for name in ["kernel.json"] + Self.files.map(\.name) where FileManager.default.fileExists(atPath: "\(path)/\(name)")
    {
      try remove("\(path)/\(name)")
    }
    if (try? FileManager.default.contentsOfDirectory(atPath: path))?.isEmpty == true { try remove(path) }
    return true
  }

  /// The files beside `kernel.json`.
  private static let files: [(name: String, text: [UInt8])] = [("logo-svg.svg", Array(Logo.svg.utf8))]

  private func remove(_ path: String) throws(KernelInstallationError) {
    do {
      try FileManager.default.removeItem(atPath: path)
    } catch {
      throw .file(FileError(path: path, action: "remove", reason: reason(error)))
    }
  }
}

/// The system's words inside an error of Foundation's, else Foundation's own.
private func reason(_ error: any Error) -> String {
  let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? any Error
  return (underlying ?? error).localizedDescription
}
