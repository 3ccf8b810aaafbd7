import WholeFiles

/// The token ids of a text, on disk and never all in memory: the mapped text itself where every type is one byte, else a
/// mapped file of two or four bytes a token.
package struct TokenStore {
  private enum Storage {
    case bytes(MappedBytes, ids: [Int32])
    case twoBytes(MappedBytes)
    case fourBytes(MappedBytes)
  }

  /// How many tokens there are.
  package let count: Int
  /// Where they are, for errors.
  package let path: String
  private let storage: Storage
  private let vocabularySize: Int

  /// The characters of a text that is ASCII: its bytes, by a table of 256 ids.
  init(_ text: MappedText, _ vocabulary: Vocabulary) {
    storage = .bytes(text.bytes, ids: (0...UInt8.max).map { vocabulary.id(of: 0..<1, in: ContiguousArray([$0])) ?? -1 })
    count = text.bytes.count
    path = text.identity.path
    vocabularySize = vocabulary.count
  }

  /// The file of `count` ids that `write` made at `path`; nil where it is another one, or damaged. O(bytes).
  init?(_ path: String, count: Int, vocabularySize: Int) throws(FileError) {
    let bytes = try MappedBytes(path)
    let length = count * Self.bytesPerToken(vocabularySize)
    guard bytes.count == length + 32 else { return nil }
    guard SHA256.digest(of: bytes[..<length]).elementsEqual(bytes[length...]) else { return nil }
    storage = Self.bytesPerToken(vocabularySize) == 2 ? .twoBytes(bytes) : .fourBytes(bytes)
    self.count = count
    self.path = path
    self.vocabularySize = vocabularySize
  }

  /// The id of the token at `position`.
  ///
  /// - Throws: `.foreignToken` where it is none of the vocabulary's.
  package func id(at position: Int) throws(CorpusError) -> Int32 {
    let id =
      switch storage {
      case .bytes(let bytes, let ids): ids[Int(bytes[position])]
      case .twoBytes(let bytes): Int32(bytes[2 * position]) | Int32(bytes[2 * position + 1]) << 8
      case .fourBytes(let bytes):
        (0..<4).reduce(Int32(0)) {
          $0 | Int32(truncatingIfNeeded: UInt32(bytes[4 * position + $1]) << (8 * UInt32($1)))
        }
      }
    guard id >= 0, id < vocabularySize else { throw .foreignToken(position: position, path: path) }
    return id
  }

  /// Makes sure that what is to be read is still there.
  ///
  /// - Throws: `.file` where the file has been cut off.
  package func checkLength() throws(CorpusError) {
    try CorpusError.onDisk { () throws(FileError) in
      switch storage {
      case .bytes(let bytes, _), .twoBytes(let bytes), .fourBytes(let bytes): try bytes.checkLength()
      }
    }
  }

  static func bytesPerToken(_ vocabularySize: Int) -> Int { vocabularySize <= 1 << 16 ? 2 : 4 }

  /// Writes the ids of `text`, little-endian, and their SHA-256 into a file at `path`, whole or not at all; a megabyte of
  /// memory.
  ///
  /// - Throws: `.unknownWord` at a token that neither the vocabulary nor its unknown type has.
  static func write(_ text: MappedText, _ vocabulary: Vocabulary, to path: String) throws(CorpusError) {
    let width = bytesPerToken(vocabulary.count)
    var buffer: [UInt8] = []
    buffer.reserveCapacity(1 << 20 + 4)
    var position = 0
    var hash = SHA256()
    var file = try CorpusError.onDisk { () throws(FileError) in try AtomicFile(path) }
    try text.forEachToken(of: vocabulary) { (id) throws(CorpusError) in
      if id < 0 {
        throw .text(.unknownWord(text.token(position, by: vocabulary.tokenization), position: position))
      }
      for place in 0..<width { buffer.append(UInt8(truncatingIfNeeded: id >> (8 * place))) }
      position += 1
      if buffer.count >= 1 << 20 {
        hash.update(buffer)
        try CorpusError.onDisk { () throws(FileError) in try file.write(buffer) }
        buffer.removeAll(keepingCapacity: true)
      }
    }
    do throws(FileError) {
      hash.update(buffer)
      try file.write(buffer + hash.digest)
      try file.commit()
    } catch {
      throw .file(error)
    }
  }
}
