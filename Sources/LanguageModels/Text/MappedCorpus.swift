import Autograd
import WholeFiles

/// A text as a model in training meets it, with neither the text nor its ids in memory; for a text that memory holds,
/// equal to `Corpus`: the same vocabulary, the same ids, the same cut.
///
/// The text is mapped. Where it is by characters and ASCII its bytes serve as ids; else its ids are written once, in one
/// pass, into a file of the folder given, which is named by the hashes of text and vocabulary and used again when it fits.
/// Memory: the vocabulary, and the table of the training part's types while they are counted.
package struct MappedCorpus {
  /// How a text is cut and counted.
  package struct Rules: Sendable, Equatable {
    /// How it is cut into tokens.
    package var tokenization: Tokenization
    /// The share of the tokens, from the end of the text, that is held out; 0 ≤ share < 1.
    package var heldOutFraction: Double
    /// Types that occur less often in the training part are read as the unknown type.
    package var minimumCount: Int
    /// The type for words outside the vocabulary, if there is one.
    package var unknownType: String?

    package init(
      tokenization: Tokenization, heldOutFraction: Double = 0.1, minimumCount: Int = 1,
      unknownType: String? = Vocabulary.defaultUnknownType
    ) {
      self.tokenization = tokenization
      self.heldOutFraction = heldOutFraction
      self.minimumCount = minimumCount
      self.unknownType = unknownType
    }
  }

  /// Which text it is.
  package let text: MappedText.Identity
  /// The types of the training part.
  package let vocabulary: Vocabulary
  /// The ids of the whole text.
  package let tokens: TokenStore
  /// The places of the tokens to learn from.
  package let training: Range<Int>
  /// The places of the tokens to be judged on, which follow.
  package let heldOut: Range<Int>

  /// Counts the types of the text at `path` and makes its ids ready. O(bytes): the text is read three times, or five where
  /// its ids are written.
  ///
  /// - Parameters:
  ///   - vocabulary: taken as it is where given, instead of counting.
  ///   - folder: where a file of ids goes.
  package init(
    _ path: String, _ rules: Rules, vocabulary given: Vocabulary? = nil, folder: String
  ) throws(CorpusError) {
    require(
      rules.heldOutFraction >= 0 && rules.heldOutFraction < 1,
      "MappedCorpus: the held-out fraction is \(rules.heldOutFraction); it must be at least 0 and less than 1")
    let text = try CorpusError.inText { () throws(TextError) in try MappedText(path) }
    var total = 0
    rules.tokenization.forEachToken(in: text.bytes) { _ in total += 1 }
    let (cut, vocabulary) = try CorpusError.inText { () throws(TextError) in
      let cut = try Corpus.cut(total, heldOutFraction: rules.heldOutFraction)
      if let given { return (cut, given) }
      return (cut, try Vocabulary(counting: text, upTo: cut, rules))
    }
    self.vocabulary = vocabulary
    tokens = try Self.store(text, vocabulary, count: total, folder: folder)
    self.text = text.identity
    (training, heldOut) = (0..<cut, cut..<total)
  }

  /// The corpus that training began with, where `path` still holds the same text.
  ///
  /// - Throws: `.changed` where it does not.
  package init(
    resuming expected: MappedText.Identity, at path: String, _ vocabulary: Vocabulary, training: Int, count: Int,
    folder: String
  ) throws(CorpusError) {
    let text = try CorpusError.inText { () throws(TextError) in try MappedText(path) }
    guard text.identity.size == expected.size, text.identity.sha256 == expected.sha256 else {
      throw .changed(expected: expected, found: text.identity)
    }
    self.vocabulary = vocabulary
    tokens = try Self.store(text, vocabulary, count: count, folder: folder)
    self.text = text.identity
    (self.training, heldOut) = (0..<training, training..<count)
  }

  private static func store(
    _ text: MappedText, _ vocabulary: Vocabulary, count: Int, folder: String
  ) throws(CorpusError) -> TokenStore {
    if text.isASCII && vocabulary.tokenization == .characters {
      let store = TokenStore(text, vocabulary)
      if vocabulary.unknown == nil {
        for position in 0..<store.count {
          guard (try? store.id(at: position)) != nil else {
            throw .text(.unknownWord(text.token(position, by: .characters), position: position))
          }
        }
      }
      return store
    }
    let path = "\(folder)/tokens-\(fingerprint(text.identity, vocabulary)).ids"
    if let store = try? TokenStore(path, vocabularySize: vocabulary.count), store.count == count { return store }
    try TokenStore.write(text, vocabulary, to: path)
    return try CorpusError.onDisk { () throws(FileError) in
      try TokenStore(path, vocabularySize: vocabulary.count)
    }
  }

  /// Names the ids of a text by a vocabulary.
  private static func fingerprint(_ text: MappedText.Identity, _ vocabulary: Vocabulary) -> String {
    var hash = SHA256()
    hash.update("\(text.sha256) \(vocabulary.tokenization.rawValue) \(vocabulary.unknown ?? -1)".utf8)
    for type in vocabulary.types {
      hash.update("\(type.utf8.count) ".utf8)
      hash.update(type.utf8)
    }
    return String(hash.hexadecimalDigest.prefix(16))
  }
}
