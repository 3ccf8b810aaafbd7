import Foundation
import Grading
import Logging
import SwiftKernel

extension LabGrader: LabAssistant {}

/// The labs that a kernel can check.
enum InstalledLabs {
  /// The labs in the folders that `UNROLL_LABS` names, separated by colons: each in a file `NAME.lab.json` that
  /// `unroll assign` has written. A file that is none is named in the log and passed over.
  static func all(environment: [String: String], logger: Logger) -> [Lab] {
    let folders = (environment["UNROLL_LABS"] ?? "").split(separator: ":").map { URL(filePath: String($0)) }
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

  /// Who answers for them, with the progress in `folder`; nil where there are none.
  static func grader(environment: [String: String], folder: URL, logger: Logger) -> LabGrader? {
    let labs = all(environment: environment, logger: logger)
    return labs.isEmpty ? nil : LabGrader(labs: labs, folder: folder)
  }
}
