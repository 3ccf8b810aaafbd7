/// A recursive-descent parser of RFC 8259, over bytes, that keeps every byte; see ``JSONDocument`` and
/// ``JSONValue/init(parsing:)``.
struct JSONParser {
  private let bytes: ArraySlice<UInt8>
  private let grammar: JSONGrammar
  private var position: Int
  private var depth = 0

  init(_ bytes: ArraySlice<UInt8>, _ grammar: JSONGrammar) {
    (self.bytes, self.grammar, position) = (bytes, grammar, bytes.startIndex)
  }

  /// One value, as the only element between the text's two ends.
  mutating func document() throws(JSONValue.SyntaxError) -> JSONNode.Element {
    guard !bytes.starts(with: [0xEF, 0xBB, 0xBF]) else { throw error("the text begins with a byte order mark") }
    let before = space()
    let value = try value()
    let after = space()
    guard position == bytes.endIndex else { throw error("something follows the end of the value") }
    return JSONNode.Element(before: before, value: value, after: after)
  }

  // MARK: Values

  private mutating func value() throws(JSONValue.SyntaxError) -> JSONNode {
    guard let byte = peek else { throw error("the text ends where a value was expected") }
    switch byte {
    case UInt8(ascii: "{"): return try nested { parser throws(JSONValue.SyntaxError) in try parser.members() }
    case UInt8(ascii: "["): return try nested { parser throws(JSONValue.SyntaxError) in try parser.elements() }
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .scalar(try number())
    case UInt8(ascii: "t"): return .scalar(try word("true"))
    case UInt8(ascii: "f"): return .scalar(try word("false"))
    case UInt8(ascii: "n"): return .scalar(try word("null"))
    case UInt8(ascii: "N") where grammar.acceptsPythons: return .scalar(try word("NaN"))
    case UInt8(ascii: "I") where grammar.acceptsPythons: return .scalar(try word("Infinity"))
    default: throw error("a value was expected")
    }
  }

  private mutating func nested(
    _ content: (inout JSONParser) throws(JSONValue.SyntaxError) -> JSONNode
  ) throws(JSONValue.SyntaxError) -> JSONNode {
    guard depth < grammar.deepest else { throw error("values are nested deeper than \(grammar.deepest)") }
    depth += 1
    position += 1
    let result = try content(&self)
    depth -= 1
    return result
  }

  private mutating func members() throws(JSONValue.SyntaxError) -> JSONNode {
    var members: [JSONNode.Member] = []
    var names: Set<[UInt8]> = []
    var before = space()
    if take("}") { return .object([], space: before) }
    while true {
      let start = position
      guard peek == UInt8(ascii: "\"") else { throw error("a name in quotes was expected") }
      let name = try string()
      if !grammar.acceptsPythons {
        let unescaped = JSONNode.unescaped(name)
        guard names.insert(Array(unescaped.utf8)).inserted else {
          position = start
          throw error("the name \(JSONValue.quoted(String(unescaped.prefix(40)))) occurs twice")
        }
      }
      let beforeColon = space()
      guard take(":") else { throw error("':' was expected") }
      let afterColon = space()
      let value = try value()
      let after = space()
      members.append(
        .init(
          before: before, name: name, beforeColon: beforeColon, afterColon: afterColon, value: value, after: after))
      guard take(",") else { break }
      before = space()
    }
    guard take("}") else { throw error("',' or '}' was expected") }
    return .object(members, space: [])
  }

  private mutating func elements() throws(JSONValue.SyntaxError) -> JSONNode {
    var elements: [JSONNode.Element] = []
    var before = space()
    if take("]") { return .array([], space: before) }
    while true {
      let value = try value()
      elements.append(.init(before: before, value: value, after: space()))
      guard take(",") else { break }
      before = space()
    }
    guard take("]") else { throw error("',' or ']' was expected") }
    return .array(elements, space: [])
  }

  private mutating func word(_ word: StaticString) throws(JSONValue.SyntaxError) -> JSONNode.Text {
    let start = position
    for character in word.description.utf8 {
      guard peek == character else { throw error("'\(word)' was expected") }
      position += 1
    }
    return bytes[start..<position]
  }

  // MARK: Numbers

  private mutating func number() throws(JSONValue.SyntaxError) -> JSONNode.Text {
    let start = position
    if take("-"), peek == UInt8(ascii: "I"), grammar.acceptsPythons {
      _ = try word("Infinity")
      return bytes[start..<position]
    }
    if !take("0") { try digits() }
    if take(".") { try digits() }
    if take("e") || take("E") {
      if !take("+") { _ = take("-") }
      try digits()
    }
    return bytes[start..<position]
  }

  private mutating func digits() throws(JSONValue.SyntaxError) {
    let start = position
    while let byte = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
    guard position > start else { throw error("a digit was expected") }
  }

  // MARK: Strings

  private mutating func string() throws(JSONValue.SyntaxError) -> JSONNode.Text {
    let opening = position
    var isASCII = true
    position += 1
    while true {
      guard let byte = peek else {
        position = opening
        throw error("the string that begins here has no end")
      }
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        let text = bytes[opening..<position]
        guard isASCII || String(validating: text, as: UTF8.self) != nil else {
          position = opening
          throw error("the string that begins here is not UTF-8")
        }
        return text
      case UInt8(ascii: "\\"):
        position += 1
        try escape()
      case 0..<0x20: throw error("a control character stands in a string unescaped")
      default:
        if byte >= 0x80 { isASCII = false }
        position += 1
      }
    }
  }

  private mutating func escape() throws(JSONValue.SyntaxError) {
    if let letter = peek, JSONNode.escapes[letter] != nil {
      position += 1
      return
    }
    guard take("u") else { throw error("this character cannot be escaped") }
    let first = try hexadecimal()
    // A surrogate is not a scalar; a high one needs its low one behind it.
    guard (0xD800...0xDFFF).contains(first), !grammar.acceptsPythons else { return }
    guard first < 0xDC00, take("\\"), take("u"), (0xDC00...0xDFFF).contains(try hexadecimal()) else {
      throw error("half of a surrogate pair stands alone")
    }
  }

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

  private mutating func space() -> JSONNode.Text {
    let start = position
    while let byte = peek, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { position += 1 }
    return bytes[start..<position]
  }

  private func error(_ reason: String) -> JSONValue.SyntaxError {
    JSONValue.SyntaxError(offset: position - bytes.startIndex, reason: reason)
  }
}
