package import JSONTree

/// Why a file is no notebook that can be read here, or could not be read or written.
package struct NotebookError: Error, Equatable, CustomStringConvertible {
  /// The file, where there is one.
  package let file: String?
  /// Where in the text; nil where the system refused the file.
  package let position: TextPosition?
  /// What is wrong, and what would be right.
  package let reason: String

  /// One sentence, with the place in front.
  package var description: String {
    ([file, position?.description] + [reason]).compactMap(\.self).joined(separator: ": ")
  }

  /// The same of the file at `path`.
  func inFile(_ path: String) -> NotebookError {
    NotebookError(file: path, position: position, reason: reason)
  }
}
