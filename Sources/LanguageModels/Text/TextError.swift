/// What can be wrong with a text before any model sees it.
public enum TextError: Error, Equatable, CustomStringConvertible {
  /// There is no file at the path.
  case missing(path: String)
  /// The file is there but cannot be read; `reason` is the operating system's.
  case unreadable(path: String, reason: String)
  /// The file holds more than `limit` bytes.
  case tooLarge(path: String, limit: Int)
  /// The file has no byte at all.
  case empty(path: String)
  /// The byte at `offset` is NUL, which no text contains: an archive, a picture, or a text in UTF-16.
  case binary(path: String, offset: Int)
  /// The bytes from `offset` on are not UTF-8; `byte` is the first of them.
  case notUTF8(path: String, offset: Int, byte: UInt8)
  /// A part of the text has too few tokens to learn from or to predict.
  case tooFewTokens(count: Int, needed: Int, part: Part)
  /// The `position`-th token (from 0) is not in the vocabulary, and the vocabulary has no type for unknown words.
  case unknownWord(String, position: Int)
  /// A vocabulary lists the same type twice.
  case duplicateType(String)
  /// A vocabulary has no type.
  case noTypes

  /// Which tokens of a text an error is about.
  public enum Part: String, Sendable {
    /// All of them.
    case whole = "text"
    /// Those to learn from.
    case training = "part of the text to learn from"
    /// Those held out.
    case heldOut = "held-out part of the text"
  }

  /// What is wrong, where, and what would be right.
  public var description: String {
    switch self {
    case .missing(let path):
      "\(path.debugDescription): there is no such file; give the path of a text in UTF-8"
    case .unreadable(let path, let reason):
      "\(path.debugDescription): cannot be read (\(reason)); give the path of a text file in UTF-8"
    case .tooLarge(let path, let limit):
      "\(path.debugDescription): holds more than \(limit) bytes, the most that is read at once; give a part of it"
    case .empty(let path):
      "\(path.debugDescription): the file is empty; a language model needs a text of at least two tokens"
    case .binary(let path, let offset):
      "\(path.debugDescription): byte \(offset) is NUL, so this is no UTF-8 text; convert it (iconv -t UTF-8) or give another file"
    case .notUTF8(let path, let offset, let byte):
      "\(path.debugDescription): not UTF-8 at byte \(offset) (0x\(String(byte, radix: 16, uppercase: true))); "
        + "convert it, for example with iconv -f LATIN1 -t UTF-8"
    case .tooFewTokens(let count, let needed, let part):
      "the \(part.rawValue) has \(count) \(count == 1 ? "token" : "tokens"); at least \(needed) are needed: "
        + "the first one is only context, and each further one is predicted"
    case .unknownWord(let word, let position):
      "token \(position) is \(word.debugDescription), which is not in the vocabulary; "
        + "take a vocabulary with a type for unknown words, or leave the word out"
    case .duplicateType(let type):
      "the vocabulary lists \(type.debugDescription) twice; every type has one id"
    case .noTypes:
      "the vocabulary has no type; at least one is needed"
    }
  }
}
