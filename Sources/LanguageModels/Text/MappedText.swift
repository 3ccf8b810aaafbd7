import WholeFiles

/// A text in a file, mapped and never held in memory: checked to be UTF-8, and named by its hash.
package struct MappedText {
  /// Which text it is.
  package struct Identity: Sendable, Equatable {
    /// Where it was found.
    package var path: String
    /// Its length in bytes.
    package var size: Int
    /// Its SHA-256, in hexadecimal digits, as `sha256sum` prints it.
    package var sha256: String

    package init(path: String, size: Int, sha256: String) {
      (self.path, self.size, self.sha256) = (path, size, sha256)
    }
  }

  /// Which text it is.
  package let identity: Identity
  /// Whether every character is one byte.
  package let isASCII: Bool
  let bytes: MappedBytes

  /// Maps the file at `path`, which is read twice from its beginning to its end.
  ///
  /// - Throws: `.missing`, `.unreadable`, `.empty`, `.binary` or `.notUTF8`, as `TextFile.read`; a text may have any size.
  package init(_ path: String) throws(TextError) {
    do {
      bytes = try MappedBytes(path)
    } catch {
      throw error.isMissing ? .missing(path: path) : .unreadable(path: path, reason: error.reason)
    }
    isASCII = try TextFile.checkText(bytes, path: path)
    var hash = SHA256()
    hash.update(bytes)
    identity = Identity(path: path, size: bytes.count, sha256: hash.hexadecimalDigest)
  }

  /// Calls `body` with the id of each token, in order; −1 for one that neither the vocabulary nor its unknown type has.
  func forEachToken(of vocabulary: Vocabulary, _ body: (Int32) throws(CorpusError) -> Void) throws(CorpusError) {
    var failure: CorpusError?
    vocabulary.tokenization.forEachToken(in: bytes) { token in
      guard failure == nil else { return }
      do throws(CorpusError) {
        try body(vocabulary.id(of: token, in: bytes) ?? -1)
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
  }

  /// The `position`-th token by this tokenisation; empty where there are not so many.
  func token(_ position: Int, by tokenization: Tokenization) -> String {
    var (seen, found) = (0, 0..<0)
    tokenization.forEachToken(in: bytes) { token in
      if seen == position { found = token }
      seen += 1
    }
    return String(decoding: bytes[found], as: UTF8.self)
  }
}
