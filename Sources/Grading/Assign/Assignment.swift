package import Foundation
package import JSONTree
import NotebookFormat
import WholeFiles

/// The files of a lab, made from its master notebook.
package enum Assignment {
  /// What was written.
  package struct Report: Equatable, Sendable {
    /// The lab's name.
    package let lab: String
    /// How many questions it has.
    package let questions: Int
    /// What they are worth together.
    package let points: Double
    /// The paths of the files.
    package let files: [String]

    /// One line: `tiny: 2 questions, 4 points`.
    package var summary: String {
      "\(lab): \(questions) question\(questions == 1 ? "" : "s"), "
        + "\(PointSplit.shown(points)) point\(points == 1 ? "" : "s")"
    }
  }

  private struct Output {
    let path: String
    let bytes: [UInt8]
  }

  /// Reads a master notebook.
  /// - Throws: an error with the question and cell, or with the file.
  package static func master(at url: URL) throws(AssignError) -> MasterNotebook {
    let notebook: Notebook
    do {
      notebook = try Notebook(contentsOf: url.path)
    } catch {
      throw AssignError(reason: error.description)
    }
    do {
      return try MasterNotebook(parsing: notebook)
    } catch {
      throw error.inFile(url.path)
    }
  }

  /// Writes `learner/NAME.ipynb` and `grader/NAME.ipynb` into `directory`, where `NAME.ipynb` is the name of the master's
  /// file, and beside them the files that the master lists; and, where there is one, the lab that the checks need as
  /// `grader/LAB.lab.json`.
  ///
  /// All of them are written, or, where one cannot be, none: what was there before is put back.
  /// - Throws: an error with the question and cell, or with the file.
  @discardableResult
  package static func write(
    master: URL, to directory: URL, lab: JSONValue? = nil
  ) throws(AssignError) -> Report {
    let parsed = try self.master(at: master)
    var outputs = try outputs(of: parsed, at: master, in: directory)
    if let lab {
      let file = directory.appending(path: "grader/\(parsed.configuration.name).lab.json")
      outputs.append(Output(path: file.path, bytes: lab.encoded + [UInt8(ascii: "\n")]))
    }
    try writeAll(outputs)
    return Report(
      lab: parsed.configuration.name, questions: parsed.questions.count,
      points: parsed.questions.map(\.points.total).reduce(0, +), files: outputs.map(\.path))
  }

  // MARK: What is written

  private static func outputs(
    of master: MasterNotebook, at url: URL, in directory: URL
  ) throws(AssignError) -> [Output] {
    let configuration = master.configuration
    var outputs: [Output] = []
    for (folder, notebook, files) in [
      ("learner", master.learnerVersion(), configuration.learnerFiles),
      ("grader", master.graderVersion(), configuration.graderFiles),
    ] {
      let target = directory.appending(path: folder)
      outputs.append(Output(path: target.appending(path: url.lastPathComponent).path, bytes: notebook.text))
      for file in configuration.files + files {
        let bytes = try contents(of: file, master, at: url)
        outputs.append(Output(path: target.appending(path: file).path, bytes: bytes))
      }
    }
    for output in outputs where isSame(URL(filePath: output.path), url) {
      throw AssignError(file: url.path, reason: "the master would be overwritten; choose another directory")
    }
    return outputs
  }

  /// What is in `file`, a path from the master's folder that leads below it.
  private static func contents(
    of file: String, _ master: MasterNotebook, at url: URL
  ) throws(AssignError) -> [UInt8] {
    let refused = { (reason: String) in
      AssignError(file: url.path, cell: master.configurationCell, reason: "the file “\(file)” \(reason)")
    }
    let parts = file.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.allSatisfy({ !["", ".", ".."].contains($0) }) else {
      throw refused("is not below the master's folder; list a path such as data/words.txt")
    }
    let source = url.deletingLastPathComponent().appending(path: file)
    guard !isSame(source, url) else { throw refused("is the master itself, with its solutions") }
    guard file.lowercased() != url.lastPathComponent.lowercased() else {
      throw refused("has the name of the notebooks that are made")
    }
    do {
      return try FileReader.contents(of: source.path)
    } catch {
      throw refused("cannot be read: \(error.reason)")
    }
  }

  private static func isSame(_ first: URL, _ second: URL) -> Bool {
    first.standardizedFileURL.resolvingSymlinksInPath().path
      == second.standardizedFileURL.resolvingSymlinksInPath().path
  }

  // MARK: Writing

  /// Writes all of `outputs`; where one fails, those before it are as they were.
  private static func writeAll(_ outputs: [Output]) throws(AssignError) {
    var undo: [() -> Void] = []
    do throws(FileError) {
      for output in outputs {
        let folder = URL(filePath: output.path).deletingLastPathComponent()
        try createFolder(folder, &undo)
        let before =
          FileManager.default.fileExists(atPath: output.path) ? try FileReader.contents(of: output.path) : nil
        try writeAtomically([output.bytes[...]], to: output.path)
        undo.append { restore(before, at: output.path) }
      }
    } catch {
      for step in undo.reversed() { step() }
      throw AssignError(reason: error.description)
    }
  }

  /// Makes `folder` and what must be above it.
  private static func createFolder(_ folder: URL, _ undo: inout [() -> Void]) throws(FileError) {
    if FileManager.default.fileExists(atPath: folder.path) { return }
    try createFolder(folder.deletingLastPathComponent(), &undo)
    guard mkdir(folder.path, 0o777) == 0 else {
      throw FileError(path: folder.path, action: "make the folder", reason: String(cString: strerror(errno)))
    }
    undo.append { try? FileManager.default.removeItem(at: folder) }
  }

  private static func restore(_ bytes: [UInt8]?, at path: String) {
    guard let bytes else {
      try? FileManager.default.removeItem(atPath: path)
      return
    }
    try? writeAtomically([bytes[...]], to: path)
  }
}
