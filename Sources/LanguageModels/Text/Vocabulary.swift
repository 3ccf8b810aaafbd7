import Autograd

/// The word types (or character types) of a model and their ids 0, 1, …, V − 1.
///
/// Types are told apart by their UTF-8 bytes, so that decoding what was encoded gives back the very same text.
public struct Vocabulary: Sendable {
  /// The types; a type's place is its id.
  public let types: [String]
  /// How often each type was counted; zeros for a vocabulary that was listed and not counted.
  public let counts: [Int]
  /// The id of the type that stands for every word outside the vocabulary, if there is one.
  public let unknown: Int?
  /// How texts are cut into these types.
  public let tokenization: Tokenization
  private let table: TypeTable

  /// The name of the type for unknown words. No tokenisation gives it as one token, so it collides with no word.
  public static let defaultUnknownType = "<unk>"

  /// A vocabulary of the listed `types`, with these ids: `["a", "b"]` is the seed's.
  ///
  /// - Parameter unknownType: if given, a further type, with the last id, for all words that are not listed.
  /// - Throws: `.noTypes`, or `.duplicateType` when two types have the same bytes.
  public init(
    _ types: [String], tokenization: Tokenization = .characters, unknownType: String? = nil
  ) throws(TextError) {
    try self.init(
      types: types.map { ($0, 0) } + (unknownType.map { [($0, 0)] } ?? []),
      hasUnknown: unknownType != nil, tokenization: tokenization)
  }

  /// The vocabulary of `text`: its types by falling count, those of equal count by their UTF-8 bytes.
  ///
  /// - Parameters:
  ///   - minimumCount: types that occur less often are left out, and read as the unknown type.
  ///   - unknownType: the type for words outside the vocabulary; it has the last id, and its count is that of all words
  ///     left out. With nil, encoding such a word is an error, and `minimumCount` must be 1.
  /// - Throws: `.noTypes` if the text has no token, `.duplicateType` if the text has `unknownType` as a token.
  public init(
    counting text: String, tokenization: Tokenization, minimumCount: Int = 1,
    unknownType: String? = defaultUnknownType
  ) throws(TextError) {
    let counting = TokenCounting(text, tokenization: tokenization)
    try self.init(
      counting.types, counts: counting.counts(of: counting.ids[...]), tokenization: tokenization,
      minimumCount: minimumCount, unknownType: unknownType)
  }

  /// The vocabulary of the first `end` tokens of a text that is not in memory.
  init(counting text: MappedText, upTo end: Int, _ rules: MappedCorpus.Rules) throws(TextError) {
    var (table, counts, position) = (TypeTable(), [Int](), 0)
    rules.tokenization.forEachToken(in: text.bytes) { token in
      guard position < end else { return }
      let id = table.insert(token, in: text.bytes)
      if id == counts.count { counts.append(0) }
      counts[id] += 1
      position += 1
    }
    try self.init(
      table, counts: counts, tokenization: rules.tokenization, minimumCount: rules.minimumCount,
      unknownType: rules.unknownType)
  }

  /// The vocabulary that a checkpoint lists; with `hasUnknown` the last type stands for unknown words.
  package init(
    types: [String], counts: [Int], hasUnknown: Bool, tokenization: Tokenization
  ) throws(TextError) {
    require(types.count == counts.count, "Vocabulary: \(types.count) types with \(counts.count) counts")
    try self.init(types: Array(zip(types, counts)), hasUnknown: hasUnknown, tokenization: tokenization)
  }

  init(
    _ table: TypeTable, counts: [Int], tokenization: Tokenization, minimumCount: Int, unknownType: String?
  ) throws(TextError) {
    require(minimumCount >= 1, "Vocabulary: the minimum count is \(minimumCount); it must be at least 1")
    require(
      minimumCount == 1 || unknownType != nil,
      "Vocabulary: a minimum count of \(minimumCount) leaves words out; give a type for unknown words, or minimum count 1"
    )
    var kept: [(type: String, count: Int)] = []
    var leftOut = 0
    for (id, count) in counts.enumerated() where count > 0 {
      if count >= minimumCount { kept.append((table[id], count)) } else { leftOut += count }
    }
    if kept.isEmpty && leftOut == 0 { throw .noTypes }
    kept.sort { $0.count != $1.count ? $0.count > $1.count : $0.type.utf8.lexicographicallyPrecedes($1.type.utf8) }
    if let unknownType { kept.append((unknownType, leftOut)) }
    try self.init(types: kept, hasUnknown: unknownType != nil, tokenization: tokenization)
  }

  private init(types: [(String, Int)], hasUnknown: Bool, tokenization: Tokenization) throws(TextError) {
    if types.isEmpty { throw .noTypes }
    var table = TypeTable()
    for (id, type) in types.map(\.0).enumerated() {
      let bytes = ContiguousArray(type.utf8)
      if table.insert(bytes.indices, in: bytes) != id { throw .duplicateType(type) }
    }
    self.types = types.map(\.0)
    self.counts = types.map(\.1)
    self.unknown = hasUnknown ? types.count - 1 : nil
    self.tokenization = tokenization
    self.table = table
  }

  /// The types v1, v2, …, as the seed calls words that have no other name.
  static func numbered(_ count: Int) -> Vocabulary {
    do {
      return try Vocabulary((1...max(count, 1)).map { "v\($0)" }, tokenization: .words)
    } catch {
      fatalError("Vocabulary.numbered: \(error)")
    }
  }

  /// The number V of types, the unknown one included.
  public var count: Int { types.count }

  /// The type with this id.
  public subscript(id: Int) -> String { types[id] }

  /// The id of `type`, or nil if the vocabulary does not have it; the unknown type stands for nothing here.
  public func id(of type: String) -> Int? {
    let bytes = ContiguousArray(type.utf8)
    return table.id(of: bytes.indices, in: bytes)
  }

  /// The id of the token `text[token]`, or else the unknown type's, or nil if there is none.
  @inline(__always)
  func id(of token: Range<Int>, in text: some ByteText) -> Int32? {
    (table.id(of: token, in: text) ?? unknown).map(Int32.init)
  }

  /// The ids of the tokens of `text`. O(bytes).
  ///
  /// - Throws: `.unknownWord` at the first token outside the vocabulary, if there is no type for unknown words.
  public func encode(_ text: String) throws(TextError) -> [Int] {
    let bytes = ContiguousArray(text.utf8)
    var ids: [Int] = []
    var foreign: (range: Range<Int>, position: Int)?
    tokenization.forEachToken(in: bytes) { token in
      if let id = table.id(of: token, in: bytes) ?? unknown {
        ids.append(id)
      } else if foreign == nil {
        foreign = (token, ids.count)
      }
    }
    if let foreign {
      throw .unknownWord(String(decoding: bytes[foreign.range], as: UTF8.self), position: foreign.position)
    }
    return ids
  }

  /// The text that `ids` spell. `decode(encode(text))` has the bytes of `text` when no word of it is unknown.
  public func decode(_ ids: some Sequence<Int>) -> String {
    tokenization.text(
      of: ids.lazy.map { id in
        require(types.indices.contains(id), "Vocabulary.decode: id \(id); the ids are 0..<\(count)")
        return types[id]
      })
  }
}

extension Vocabulary: Equatable {
  /// Whether both have the same types, byte for byte, with the same ids and counts, and cut texts in the same way.
  public static func == (a: Vocabulary, b: Vocabulary) -> Bool {
    a.unknown == b.unknown && a.tokenization == b.tokenization && a.counts == b.counts
      && a.types.elementsEqual(b.types) { $0.utf8.elementsEqual($1.utf8) }
  }
}
