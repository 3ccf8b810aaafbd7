/// A strict recursive-descent parser of RFC 8259, over bytes; see ``JSONValue/init(parsing:)``.
struct JSONParser {
  private let bytes: ArraySlice<UInt8>
  private var position: Int
  private var depth = 0

  private static let deepest = 32

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  mutating func document() throws(JSONValue.SyntaxError) -> JSONValue {
    let value = try value()
    skipSpace()
    guard position == bytes.endIndex else { throw error("something follows the end of the value") }
    return value
  }

  // MARK: Values

  private mutating func value() throws(JSONValue.SyntaxError) -> JSONValue {
    skipSpace()
    guard let byte = peek else { throw error("the text ends where a value was expected") }
    switch byte {
    case UInt8(ascii: "{"): return .object(try nested { parser throws(JSONValue.SyntaxError) in try parser.members() })
    case UInt8(ascii: "["): return .array(try nested { parser throws(JSONValue.SyntaxError) in try parser.elements() })
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    case UInt8(ascii: "t"): return try literal("true", .boolean(true))
    case UInt8(ascii: "f"): return try literal("false", .boolean(false))
    case UInt8(ascii: "n"): return try literal("null", .null)
    default: throw error("a value was expected")
    }
  }

  private mutating func nested<Content>(
    _ content: (inout JSONParser) throws(JSONValue.SyntaxError) -> Content
  ) throws(JSONValue.SyntaxError) -> Content {
    guard depth < Self.deepest else { throw error("values are nested deeper than \(Self.deepest)") }
    depth += 1
    position += 1
    let result = try content(&self)
    depth -= 1
    return result
  }

  private mutating func members() throws(JSONValue.SyntaxError) -> [JSONValue.Member] {
    var members: [JSONValue.Member] = []
    var names: Set<String> = []
    skipSpace()
    if take("}") { return members }
    repeat {
      skipSpace()
      let start = position
      guard peek == UInt8(ascii: "\"") else { throw error("a name in quotes was expected") }
      let name = try string()
      guard names.insert(name).inserted else {
        position = start
        throw error("the name \(JSONValue.quoted(String(name.prefix(40)))) occurs twice")
      }
      skipSpace()
      guard take(":") else { throw error("':' was expected") }
      members.append(JSONValue.Member(name: name, value: try value()))
      skipSpace()
    } while take(",")
    guard take("}") else { throw error("',' or '}' was expected") }
    return members
  }

  private mutating func elements() throws(JSONValue.SyntaxError) -> [JSONValue] {
    var elements: [JSONValue] = []
    skipSpace()
    if take("]") { return elements }
    repeat {
      elements.append(try value())
      skipSpace()
    } while take(",")
    guard take("]") else { throw error("',' or ']' was expected") }
    return elements
  }

  private mutating func literal(_ word: StaticString, _ value: JSONValue) throws(JSONValue.SyntaxError) -> JSONValue {
    for character in word.description.utf8 {
      guard peek == character else { throw error("'\(word)' was expected") }
      position += 1
    }
    return value
  }

  // MARK: Numbers

  private mutating func number() throws(JSONValue.SyntaxError) -> JSONValue {
    let start = position
    _ = take("-")
    if !take("0") { try digits() }
    var isInteger = true
    if take(".") {
      isInteger = false
      try digits()
    }
    if take("e") || take("E") {
      isInteger = false
      if !take("+") { _ = take("-") }
      try digits()
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    guard isInteger, let integer = Int(text) else { return .number(text) }
    return .integer(integer)
  }

  private mutating func digits() throws(JSONValue.SyntaxError) {
    let start = position
    while let byte = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
    guard position > start else { throw error("a digit was expected") }
  }

  // MARK: Strings

  private mutating func string() throws(JSONValue.SyntaxError) -> String {
    let opening = position
    position += 1
    var text: [UInt8] = []
    while true {
      guard let byte = peek else {
        position = opening
        throw error("the string that begins here has no end")
      }
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        guard let string = String(validating: text, as: UTF8.self) else {
          position = opening
          throw error("the string that begins here is not UTF-8")
        }
        return string
      case UInt8(ascii: "\\"):
        position += 1
        text.append(contentsOf: Array(String(try escape()).utf8))
      case 0..<0x20:
        throw error("a control character stands in a string unescaped")
      default:
        position += 1
        text.append(byte)
      }
    }
  }

  private mutating func escape() throws(JSONValue.SyntaxError) -> Unicode.Scalar {
    for (letter, scalar) in Self.escapes where take(letter) { return scalar }
    guard take("u") else { throw error("this character cannot be escaped") }
    let first = try hexadecimal()
    if let scalar = Unicode.Scalar(first) { return scalar }
    // A surrogate is not a scalar; a high one needs its low one behind it.
    guard first < 0xDC00, take("\\"), take("u") else { throw error("half of a surrogate pair stands alone") }
    let second = try hexadecimal()
    guard (0xDC00...0xDFFF).contains(second),
      let scalar = Unicode.Scalar(0x10000 + (UInt32(first - 0xD800) << 10 | UInt32(second - 0xDC00)))
    else { throw error("half of a surrogate pair stands alone") }
    return scalar
  }

  private static let escapes: [(Unicode.Scalar, Unicode.Scalar)] = [
    ("\"", "\""), ("\\", "\\"), ("/", "/"), ("b", "\u{8}"), ("f", "\u{C}"), ("n", "\n"), ("r", "\r"), ("t", "\t"),
  ]

  private mutating func hexadecimal() throws(JSONValue.SyntaxError) -> UInt16 {
    var value: UInt16 = 0
    for _ in 0..<4 {
      guard let byte = peek, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw error("four hexadecimal digits were expected")
      }
      value = value << 4 | UInt16(digit)
      position += 1
    }
    return value
  }

  // MARK: Bytes

  private var peek: UInt8? { position < bytes.endIndex ? bytes[position] : nil }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard peek == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() {
    while let byte = peek, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { position += 1 }
  }

  private func error(_ reason: String) -> JSONValue.SyntaxError {
    JSONValue.SyntaxError(offset: position - bytes.startIndex, reason: reason)
  }
}
