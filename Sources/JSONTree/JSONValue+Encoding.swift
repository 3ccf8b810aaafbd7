extension JSONValue {
  /// The value as JSON without any white space: what goes over a wire or into a header.
  ///
  /// Characters beyond ASCII stand for themselves. What ``init(parsing:)`` reads back is equal.
  /// - Complexity: O(length of the text).
  package var encoded: [UInt8] {
    var text: [UInt8] = []
    encode(into: &text)
    return text
  }

  /// ``encoded`` as a string.
  package var text: String { String(decoding: encoded, as: UTF8.self) }

  /// Appends ``encoded`` to `text`.
  package func encode(into text: inout [UInt8]) {
    switch self {
    case .null: text.append(contentsOf: "null".utf8)
    case .boolean(let boolean): text.append(contentsOf: (boolean ? "true" : "false").utf8)
    case .integer(let integer): text.append(contentsOf: String(integer).utf8)
    case .number(let number): text.append(contentsOf: number.utf8)
    case .string(let string): Self.encode(string, into: &text)
    case .array(let elements):
      text.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        if index > 0 { text.append(UInt8(ascii: ",")) }
        element.encode(into: &text)
      }
      text.append(UInt8(ascii: "]"))
    case .object(let members):
      text.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        if index > 0 { text.append(UInt8(ascii: ",")) }
        Self.encode(member.name, into: &text)
        text.append(UInt8(ascii: ":"))
        member.value.encode(into: &text)
      }
      text.append(UInt8(ascii: "}"))
    }
  }

  /// The text of a string as JSON, quotes included.
  package static func quoted(_ string: String) -> String {
    var text: [UInt8] = []
    encode(string, into: &text)
    return String(decoding: text, as: UTF8.self)
  }

  private static func encode(_ string: String, into text: inout [UInt8]) {
    text.append(UInt8(ascii: "\""))
    for byte in string.utf8 {
      switch byte {
      case UInt8(ascii: "\""): text.append(contentsOf: "\\\"".utf8)
      case UInt8(ascii: "\\"): text.append(contentsOf: "\\\\".utf8)
      case UInt8(ascii: "\n"): text.append(contentsOf: "\\n".utf8)
      case UInt8(ascii: "\t"): text.append(contentsOf: "\\t".utf8)
      case UInt8(ascii: "\r"): text.append(contentsOf: "\\r".utf8)
      case 0x08: text.append(contentsOf: "\\b".utf8)
      case 0x0C: text.append(contentsOf: "\\f".utf8)
      case 0..<0x20:
        text.append(contentsOf: "\\u00".utf8)
        text.append(
          contentsOf: [byte >> 4, byte & 0xF].map { $0 + ($0 < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10) })
      default: text.append(byte)
      }
    }
    text.append(UInt8(ascii: "\""))
  }
}
