import NeuralNetworks
import WholeFiles

/// The folder of a model in training, in which one good checkpoint always is.
///
/// A checkpoint is a readable description (`checkpoint.json`) that names a file of tensors (`weights-….safetensors`) and
/// its hash. To save one, the tensors are written first, then the description that is there is kept as
/// `checkpoint-previous.json`, then the new one takes its place; each is written beside its place, kept by the disk and
/// renamed. At every moment, then, `checkpoint.json` names tensors that are whole. Tensors that no description names are
/// removed last.
package struct CheckpointFolder {
  /// The checkpoints that a folder keeps.
  package enum Which: String, Sendable, CaseIterable {
    /// The last one.
    case latest
    /// The one before.
    case previous
    /// The one with the best validation.
    case best

    /// Its description's file.
    package var fileName: String { self == .latest ? "checkpoint.json" : "checkpoint-\(rawValue).json" }
  }

  /// The folder.
  package let path: String

  package init(_ path: String) { self.path = path }

  /// The path of a file in the folder.
  package func file(_ name: String) -> String { "\(path)/\(name)" }

  /// Runs `body` while no other process trains here.
  ///
  /// - Throws: `.inUse`; `.missing` where there is no folder.
  package func whileTraining(_ body: () throws -> Void) throws {
    do {
      if try Folder.whileLocked(path, body) == nil { throw CheckpointError.inUse(folder: path) }
    } catch let error as FileError where error.isMissing && error.path == path {
      throw CheckpointError.missing(folder: path)
    }
  }

  /// Whether a model is in the folder.
  package var isOccupied: Bool {
    !Set(Folder.names(in: path)).isDisjoint(with: Which.allCases.map(\.fileName))
  }

  /// Saves a checkpoint as the latest, and as the best too where `isBest`.
  ///
  /// - Throws: `.notSaved`; then the checkpoints are those that were there before.
  package func save(
    _ description: CheckpointDescription, _ snapshot: TrainingSnapshot, isBest: Bool
  ) throws(CheckpointError) {
    do throws(FileError) {
      try Folder.make(path)
      let bytes = description.encoded(weights: try write(snapshot, step: description.position.step))
      // One that is damaged, or of this very step, is no second chance: what is kept so far is better.
      if let old = try? FileReader.contents(of: file(Which.latest.fileName)),
        let decoded = try? CheckpointDescription.decode(old),
        decoded.description.position.step != description.position.step
      {
        try writeAtomically([old[...]], to: file(Which.previous.fileName))
      }
      try writeAtomically([bytes[...]], to: file(Which.latest.fileName))
      if isBest { try writeAtomically([bytes[...]], to: file(Which.best.fileName)) }
    } catch {
      removeUnnamed()
      throw .notSaved(error, lastGood: (try? self.description(.latest))?.position.step)
    }
    removeUnnamed()
  }

  /// Makes a checkpoint the latest: training goes on from it, and what came after it is given up.
  package func makeLatest(_ which: Which) throws(CheckpointError) {
    do throws(FileError) {
      let bytes = try FileReader.contents(of: file(which.fileName))
      try writeAtomically([bytes[...]], to: file(Which.latest.fileName))
    } catch {
      throw .file(error)
    }
  }

  /// Reads a checkpoint whole.
  ///
  /// - Throws: `.missing`, `.none`, `.file`; `.damaged` with a checkpoint that is whole, if there is one.
  package func load(
    _ which: Which
  ) throws(CheckpointError) -> (description: CheckpointDescription, snapshot: TrainingSnapshot) {
    do {
      return try read(which)
    } catch .damaged(let path, let part, let reason, _) {
      for other in Which.allCases where other != which {
        guard let whole = try? read(other) else { continue }
        throw .damaged(
          path: path, part: part, reason: reason,
          other: .init(which: other, step: whole.description.position.step))
      }
      throw .damaged(path: path, part: part, reason: reason, other: nil)
    } catch {
      throw error
    }
  }

  /// Reads a checkpoint's description, not its tensors.
  package func description(_ which: Which) throws(CheckpointError) -> CheckpointDescription {
    try decoded(which).description
  }

  private func read(
    _ which: Which
  ) throws(CheckpointError) -> (description: CheckpointDescription, snapshot: TrainingSnapshot) {
    let (description, weights) = try decoded(which)
    let path = file(weights.file)
    func damaged(_ part: String, _ reason: String) -> CheckpointError {
      .damaged(path: path, part: part, reason: reason, other: nil)
    }
    let bytes: [UInt8]
    do {
      bytes = try FileReader.contents(of: path)
    } catch {
      if error.isMissing { throw damaged("tensors", "the file is not there") }
      throw .file(error)
    }
    guard bytes.count == weights.size else {
      throw damaged("tensors", "the file has \(bytes.count) bytes, and \(weights.size) were written")
    }
    var hash = SHA256()
    hash.update(bytes)
    guard hash.hexadecimalDigest == weights.sha256 else {
      throw damaged("tensors", "their SHA-256 is not what \(which.fileName) says; bytes of the file were changed")
    }
    do {
      let file = try Safetensors(decoding: bytes)
      let floats = file.names.compactMap { name in
        file.floats(named: name).map { TrainingSnapshot.Floats(name: name, shape: $0.shape, values: $0.values) }
      }
      let snapshot = TrainingSnapshot(floats: floats, words: description.words)
      try snapshot.check(description.network.parameterShapes)
      return (description, snapshot)
    } catch {
      throw damaged("tensors", "\(error)")
    }
  }

  private func decoded(
    _ which: Which
  ) throws(CheckpointError) -> (description: CheckpointDescription, weights: WeightsReference) {
    let path = file(which.fileName)
    let bytes: [UInt8]
    do {
      bytes = try FileReader.contents(of: path)
    } catch {
      if error.isMissing { throw isOccupied ? .none(folder: self.path, which) : .missing(folder: self.path) }
      throw .file(error)
    }
    do {
      return try CheckpointDescription.decode(bytes)
    } catch {
      throw .damaged(path: path, part: error.part, reason: error.reason, other: nil)
    }
  }

  /// Writes the tensors, under a name that no other tensors have.
  private func write(_ snapshot: TrainingSnapshot, step: Int) throws(FileError) -> WeightsReference {
    var file = try AtomicFile(file("weights.safetensors"))
    var hash = SHA256()
    try Safetensors.write(snapshot.floats.map { ($0.name, $0.shape, $0.values) }, to: &file, hash: &hash)
    let digest = hash.hexadecimalDigest
    let reference = WeightsReference(
      file: "weights-\(step)-\(digest.prefix(12)).safetensors", size: file.length, sha256: digest)
    try file.commit(to: self.file(reference.file))
    return reference
  }

  /// Removes tensors that no description names, and what a kill left half-written. With a description that cannot be read
  /// nothing is removed: it may name any of them.
  private func removeUnnamed() {
    let names = Folder.names(in: path)
    var named: Set<String> = []
    for which in Which.allCases where names.contains(which.fileName) {
      guard let bytes = try? FileReader.contents(of: file(which.fileName)),
        let decoded = try? CheckpointDescription.decode(bytes)
      else { return }
      named.insert(decoded.weights.file)
    }
    for name in names where !named.contains(name) {
      let isOurs = ["weights", "checkpoint", "tokens", "learning-curve"].contains { name.hasPrefix($0) }
      let isPartial = isOurs && name.hasSuffix(".\(AtomicFile.partialExtension)")
      if isPartial || (name.hasPrefix("weights-") && name.hasSuffix(".safetensors")) { Folder.removeFile(file(name)) }
    }
  }
}
