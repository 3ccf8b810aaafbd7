package import WholeFiles

/// What can be wrong with the folder of a model.
package enum CheckpointError: Error, Equatable, CustomStringConvertible {
  /// There is no model in the folder.
  case missing(folder: String)
  /// There is a model in the folder where a new one was to begin.
  case occupied(folder: String)
  /// Another process trains the model of the folder.
  case inUse(folder: String)
  /// There is no checkpoint of this kind, though there is a model.
  case none(folder: String, CheckpointFolder.Which)
  /// The operating system refused.
  case file(FileError)
  /// A file is not what was written; `part` says which part of it. `other` is a checkpoint that is whole.
  case damaged(path: String, part: String, reason: String, other: Alternative?)
  /// A checkpoint could not be written; the last one that could, if any, is whole.
  case notSaved(FileError, lastGood: Int?)
  /// A text's words are of another vocabulary than the model's.
  case vocabulary(VocabularyMismatch)

  /// A checkpoint beside the one that is damaged.
  package struct Alternative: Sendable, Equatable {
    package var which: CheckpointFolder.Which
    package var step: Int
  }

  /// What is wrong, where, and what would be right.
  package var description: String {
    switch self {
    case .missing(let folder):
      return "\(folder.debugDescription) has no model: there is no \(CheckpointFolder.Which.latest.fileName) in it"
    case .occupied(let folder):
      return "\(folder.debugDescription) has a model already; carry on with it (--resume), or give another folder"
    case .inUse(let folder):
      return "another process trains the model in \(folder.debugDescription); wait for its end, or give another folder"
    case .none(let folder, let which):
      return "\(folder.debugDescription) has no \(which.rawValue) checkpoint: there is no \(which.fileName) in it"
    case .file(let error): return error.description
    case .damaged(let path, let part, let reason, let other):
      return "\(path.debugDescription) is damaged: \(part): \(reason); "
        + (other.map {
          "the \($0.which.rawValue) checkpoint, of step \($0.step), is whole (--checkpoint \($0.which.rawValue))"
        }
          ?? "no other checkpoint of this model is whole")
    case .notSaved(let error, let lastGood):
      return "\(error); " + (lastGood.map { "the checkpoint of step \($0) stays as it is" } ?? "nothing was saved")
    case .vocabulary(let mismatch): return mismatch.description
    }
  }
}

/// How the vocabulary of a text differs from a model's.
package struct VocabularyMismatch: Sendable, Equatable, CustomStringConvertible {
  /// Where the other vocabulary came from.
  package var path: String
  /// The number of types of the model and of the other.
  package var expected: Int
  package var found: Int
  /// The first type that differs, by id.
  package var id: Int

  /// What is wrong, and what would be right.
  package var description: String {
    "\(path.debugDescription) has another vocabulary than the model: "
      + (expected != found ? "\(found) types, and the model has \(expected); " : "")
      + "they differ from type \(id) on; take the vocabulary that the model was trained with"
  }
}

extension Vocabulary {
  /// Checks that `other`, which came from `path`, has the same types with the same ids.
  package func checkSame(as other: Vocabulary, at path: String) throws(CheckpointError) {
    let id = zip(types, other.types).enumerated().first { !$0.element.0.utf8.elementsEqual($0.element.1.utf8) }?.offset
    if id == nil && count == other.count { return }
    throw .vocabulary(
      VocabularyMismatch(path: path, expected: count, found: other.count, id: id ?? min(count, other.count)))
  }
}
