import Foundation
import Grading
import Logging
import SwiftKernel

extension LabGrader: LabAssistant {}

/// The labs that a kernel can check.
enum InstalledLabs {
  /// The labs in the folders that `UNROLL_LABS` names, separated by colons, or without it in those that `make lab` has
  /// made: each in a file `NAME.lab.json` that `unroll assign` has written. A file that is none is named in the log and
  /// passed over.
  static func all(environment: [String: String], logger: Logger) -> [Lab] {
    let named = environment["UNROLL_LABS"]?.split(separator: ":").map { URL(filePath: String($0)) }
    let folders = named ?? madeFolders
    let files = folders.flatMap { folder in
      (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
    }
    return files.filter { $0.lastPathComponent.hasSuffix(".lab.json") }.sorted { $0.path < $1.path }.compactMap {
      file in
      do {
        return try Lab(contentsOf: file)
      } catch {
        logger.warning("\(file.lastPathComponent) is passed over: \(error)")
        return nil
      }
    }
  }

  /// `.build-labs/NAME/grader` in the package that this program was built from.
  private static var madeFolders: [URL] {
    var root = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    while root.path != "/", !FileManager.default.fileExists(atPath: root.appending(path: "Package.swift").path) {
      root = root.deletingLastPathComponent()
    }
    let labs = root.appending(path: ".build-labs")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: labs.path)) ?? []
    return names.map { labs.appending(path: $0).appending(path: "grader") }
  }

  /// Who answers for them, with the progress in `folder`; nil where there are none.
  static func grader(environment: [String: String], folder: URL, logger: Logger) -> LabGrader? {
    let labs = all(environment: environment, logger: logger)
    return labs.isEmpty ? nil : LabGrader(labs: labs, folder: folder)
  }
}
