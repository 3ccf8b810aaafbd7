import RandomJSON

@testable import JSONTree

extension JSONStyle {
  /// Four spaces a level.
  static var pretty: JSONStyle {
    var style = JSONStyle.nbformat
    (style.indentation, style.beforeColon) = ("    ", " ")
    return style
  }

  /// All on one line.
  static var line: JSONStyle {
    var style = JSONStyle.nbformat
    (style.indentation, style.afterComma, style.afterColon) = (nil, " ", "")
    return style
  }
}

/// Texts that spell a value in any way that JSON allows.
enum JSONSpelling {
  static func text(of value: JSONValue, using random: inout Random) -> String {
    space(using: &random) + spelled(value, using: &random) + space(using: &random)
  }

  private static func spelled(_ value: JSONValue, using random: inout Random) -> String {
    switch value {
    case .string(let string): return quoted(string, using: &random)
    case .array(let elements):
      let texts = elements.map { text(of: $0, using: &random) }
      return "[" + (texts.isEmpty ? space(using: &random) : texts.joined(separator: ",")) + "]"
    case .object(let members):
      let texts = members.map { member in
        space(using: &random) + quoted(member.name, using: &random) + space(using: &random) + ":"
          + text(of: member.value, using: &random)
      }
      return "{" + (texts.isEmpty ? space(using: &random) : texts.joined(separator: ",")) + "}"
    default: return value.text
    }
  }

  private static func space(using random: inout Random) -> String {
    ["", "", "", " ", "\n", "\t", "\r\n  "][Int.random(in: 0..<7, using: &random)]
  }

  /// Each UTF-16 unit is escaped or not, by chance, and where it can be not, in either case of its digits.
  private static func quoted(_ string: String, using random: inout Random) -> String {
    string.unicodeScalars.reduce(into: "\"") { text, scalar in
      if Bool.random(using: &random) {
        let plain = JSONValue.quoted(String(scalar))
        text += plain.unicodeScalars.dropFirst().dropLast().map(String.init).joined()
      } else if scalar == "/" {
        text += "\\/"
      } else {
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16, uppercase: Bool.random(using: &random))
          text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      }
    } + "\""
  }
}

extension JSONValue {
  /// The path to a value somewhere inside this one.
  func randomPath(using random: inout Random) -> JSONPath {
    var (path, value) = (JSONPath([]), self)
    while Int.random(in: 0..<4, using: &random) > 0 || path.steps.isEmpty {
      switch value {
      case .array(let elements) where !elements.isEmpty:
        let index = Int.random(in: 0..<elements.count, using: &random)
        (path, value) = (path.appending(.index(index)), elements[index])
      case .object(let members) where !members.isEmpty:
        let member = members[Int.random(in: 0..<members.count, using: &random)]
        (path, value) = (path.appending(.name(member.name)), member.value)
      default: return path
      }
    }
    return path
  }

  /// The value with another one at the end of the path, which exists.
  func setting(_ path: ArraySlice<JSONPath.Step>, to new: JSONValue) -> JSONValue {
    switch (self, path.first) {
    case (.array(var elements), .index(let index)?):
      elements[index] = elements[index].setting(path.dropFirst(), to: new)
      return .array(elements)
    case (.object(let members), .name(let name)?):
      return .object(
        members.map { member in
          member.name.utf8.elementsEqual(name.utf8)
            ? Member(name: name, value: member.value.setting(path.dropFirst(), to: new)) : member
        })
    default: return new
    }
  }
}
