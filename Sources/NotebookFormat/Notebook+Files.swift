import WholeFiles

extension Notebook {
  /// Reads the notebook at `path`.
  package init(contentsOf path: String) throws(NotebookError) {
    let text: [UInt8]
    do {
      text = try FileReader.contents(of: path)
    } catch {
      throw NotebookError(file: nil, position: nil, reason: error.description)
    }
    do {
      try self.init(parsing: text)
    } catch {
      throw error.inFile(path)
    }
  }

  /// Writes a file beside `path` and renames it to `path`: what was there is replaced whole or not at all.
  package func write(to path: String) throws(NotebookError) {
    do {
      try writeAtomically([text[...]], to: path)
    } catch {
      throw NotebookError(file: nil, position: nil, reason: error.description)
    }
  }
}
