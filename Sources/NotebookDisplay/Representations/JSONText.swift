/// The exact values of numbers, texts, and collections of them, as JSON: what leaves the process when a value is asked
/// for rather than its picture.
enum JSONText {
  /// nil for what JSON has no exact form for.
  static func of(_ value: Any) -> String? {
    switch value {
    case let displayable as any Displayable: displayable.displayData.text(.json)
    case let value as Bool: value ? "true" : "false"
    case let value as any BinaryInteger: "\(value)"
    case let value as Double: number(value)
    case let value as Float: number(Double(value))
    case let value as String: quoted(value)
    case let value as Character: quoted(String(value))
    case let value as any JSONCollection: value.json
    default: nil
    }
  }

  /// JSON has no infinities and no NaN; they are written as the text that Swift prints.
  private static func number(_ value: Double) -> String { value.isFinite ? "\(value)" : "\"\(value)\"" }

  static func quoted(_ string: String) -> String {
    var text = "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\t": text += "\\t"
      case "\r": text += "\\r"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }

  /// `[…]`, unless one element has no exact form.
  static func list(_ elements: some Sequence) -> String? {
    var texts: [String] = []
    for element in elements {
      guard let text = of(element) else { return nil }
      texts.append(text)
    }
    return "[\(texts.joined(separator: ","))]"
  }
}

private protocol JSONCollection {
  var json: String? { get }
}

extension Array: JSONCollection {
  var json: String? { JSONText.list(self) }
}

extension Optional: JSONCollection {
  var json: String? { map { JSONText.of($0) } ?? "null" }
}

extension Dictionary: JSONCollection where Key == String {
  var json: String? {
    var members: [String] = []
    for (name, value) in sorted(by: { $0.key < $1.key }) {
      guard let text = JSONText.of(value) else { return nil }
      members.append("\(JSONText.quoted(name)):\(text)")
    }
    return "{\(members.joined(separator: ","))}"
  }
}
