package import WholeFiles

/// What can be wrong with a text that a model is to learn from or to be judged on.
package enum CorpusError: Error, Equatable, CustomStringConvertible {
  /// The text itself.
  case text(TextError)
  /// Its file of token ids cannot be read or written.
  case file(FileError)
  /// The text is not the one that training began with.
  case changed(expected: MappedText.Identity, found: MappedText.Identity)
  /// The token at `position` has an id that no type has: the file changed while it was read.
  case foreignToken(position: Int, path: String)

  /// What is wrong, where, and what would be right.
  package var description: String {
    switch self {
    case .text(let error): return error.description
    case .file(let error): return error.description
    case .changed(let expected, let found):
      let difference =
        expected.size != found.size
        ? "it has \(found.size) bytes, and training began with \(expected.size)"
        : "its SHA-256 begins with \(found.sha256.prefix(12)), and training began with one that begins with "
          + "\(expected.sha256.prefix(12))"
      return "\(found.path.debugDescription): the text has changed: \(difference); "
        + "put the text back as it was, or train a new model on this one"
    case .foreignToken(let position, let path):
      return "\(path.debugDescription): token \(position) is not one that was there when the file was opened; "
        + "leave the file alone while a model learns from it"
    }
  }
}

extension CorpusError {
  /// What `work` returns; what it throws is of a file.
  static func onDisk<Value: ~Copyable>(_ work: () throws(FileError) -> Value) throws(CorpusError) -> Value {
    do {
      return try work()
    } catch {
      throw .file(error)
    }
  }

  /// What `work` returns; what it throws is of the text.
  static func inText<Value>(_ work: () throws(TextError) -> Value) throws(CorpusError) -> Value {
    do {
      return try work()
    } catch {
      throw .text(error)
    }
  }
}
