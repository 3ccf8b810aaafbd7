extension MathParser {
  /// `\text{if $x > 0$}`: words, with formulas between dollars.
  mutating func words(_ name: String) throws(MathError) -> MathElement {
    let (content, start) = try content(of: name)
    var (parts, from) = ([MathElement](), 0)
    func text(_ characters: ArraySlice<Character>) throws(MathError) -> MathElement? {
      let plain = try plain(Array(characters), from: start + characters.startIndex)
      guard !plain.isEmpty else { return nil }
      let style = Self.textStyles[name]
      let element = MathElement.token("mtext", plain)
      return style.map { element.with("class", $0) } ?? element
    }
    while let dollar = content[from...].firstIndex(of: "$"), dollar == 0 || content[dollar - 1] != "\\" {
      if let words = try text(content[from..<dollar]) { parts.append(words) }
      guard let end = content[(dollar + 1)...].firstIndex(of: "$") else {
        throw MathError(kind: .unclosed("$"), position: start + dollar + 1)
      }
      parts.append(try inner(Array(content[(dollar + 1)..<end])))
      from = end + 1
    }
    if let words = try text(content[from...]) { parts.append(words) }
    return .row(parts)
  }

  /// An argument that is words only, as the name in `\operatorname`.
  mutating func plainArgument(_ name: String) throws(MathError) -> String {
    let (content, start) = try content(of: name)
    return try plain(content, from: start)
  }

  /// The width that `\hspace` asks for, in eighteenths of an em.
  mutating func width(_ name: String) throws(MathError) -> Double {
    if name == "hspace", peek() == "*" { position += 1 }
    let (content, start) = try content(of: name)
    let text = content.filter { !$0.isWhitespace }
    let unit = String(text.suffix(2))
    guard let eighteenths = Self.units[unit], let count = Double(String(text.dropLast(2))), count.magnitude < 1000
    else {
      throw MathError(kind: .unexpected(String(content)), position: start + 1)
    }
    return count * eighteenths
  }

  /// What stands between the braces behind a command, as it is written; and where it begins.
  private mutating func content(of name: String) throws(MathError) -> (content: [Character], start: Int) {
    guard next() == "{" else { throw error(.missingArgument("\\" + name)) }
    let start = position + 1
    var (end, open) = (start, 1)
    while end < text.count {
      switch text[end] {
      case "\\": end += 1
      case "{": open += 1
      case "}": open -= 1
      default: break
      }
      if open == 0 { break }
      end += 1
    }
    guard end < text.count else { throw MathError(kind: .unclosed("\\\(name){"), position: start) }
    position = end + 1
    return (Array(text[start..<end]), start)
  }

  /// Words without LaTeX's escapes and braces. Spaces at the ends would be lost in MathML, so they do not break.
  private func plain(_ content: [Character], from start: Int) throws(MathError) -> String {
    var (words, index) = ("", 0)
    while index < content.count {
      let character = content[index]
      switch character {
      case "{", "}": break
      case "~": words += "\u{A0}"
      case "\\":
        index += 1
        guard index < content.count, let plain = Self.escapes[content[index]] else {
          let name = content[index...].prefix { $0.isASCII && $0.isLetter }
          throw MathError(kind: .unknownCommand(String(name)), position: start + index)
        }
        words += plain
      case _ where character.isWhitespace: words += "\u{A0}"
      case _ where character.unicodeScalars.contains { $0.properties.generalCategory == .control }:
        throw MathError(kind: .unexpected(String(character)), position: start + index + 1)
      default: words.append(character)
      }
      index += 1
    }
    return words
  }

  private static let escapes: [Character: String] = [
    "{": "{", "}": "}", "$": "$", "%": "%", "&": "&", "#": "#", "_": "_", " ": "\u{A0}", ",": "\u{2009}",
    ";": "\u{2005}",
    ":": "\u{2005}", "!": "", "\\": " ",
  ]

  private static let textStyles = [
    "textbf": "bold-text", "textit": "italic-text", "texttt": "code-text",
  ]

  /// In eighteenths of an em, at ten points to the em.
  private static let units: [String: Double] = [
    "em": 18, "ex": 7.75, "mu": 1, "pt": 1.8, "px": 1.35, "cm": 51.2, "mm": 5.12, "in": 130,
  ]
}
