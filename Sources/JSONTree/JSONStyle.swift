/// How a document lays out its text, so that what an edit adds looks like the rest.
package struct JSONStyle: Equatable, Sendable {
  /// The white space of one level; nil where everything stands on one line.
  package var indentation: String?
  /// What ends a line.
  package var newline: String
  /// What follows a comma on the same line.
  package var afterComma: String
  /// What stands around a colon.
  package var beforeColon: String
  package var afterColon: String
  /// Whether the members of new objects stand in the order of their names (by scalar values).
  package var sortsNames: Bool
  /// Whether scalars beyond ASCII are escaped.
  package var escapesBeyondASCII: Bool

  /// nbformat's: one space a level, sorted names, and scalars that stand for themselves.
  package static let nbformat = JSONStyle(
    indentation: " ", newline: "\n", afterComma: "", beforeColon: "", afterColon: " ", sortsNames: true,
    escapesBeyondASCII: false)

  /// The style of a parsed `root` whose text is `text`; nbformat's, as far as the text does not show its own.
  init(of root: JSONNode, text: ArraySlice<UInt8>) {
    self = .nbformat
    if let first = root.firstSpace {
      let written = String(decoding: first, as: UTF8.self)
      if let end = written.unicodeScalars.lastIndex(where: { $0 == "\n" || $0 == "\r" }) {
        indentation = String(written.unicodeScalars[written.unicodeScalars.index(after: end)...])
        newline = written.unicodeScalars.contains("\r") ? (written.unicodeScalars.contains("\n") ? "\r\n" : "\r") : "\n"
      } else {
        indentation = nil
        afterComma = root.secondSpace.map { String(decoding: $0, as: UTF8.self) } ?? ""
      }
    }
    if case .object(let members, _) = root, let first = members.first {
      beforeColon = String(decoding: first.beforeColon, as: UTF8.self)
      afterColon = String(decoding: first.afterColon, as: UTF8.self)
    }
    sortsNames = root.hasSortedNames
    escapesBeyondASCII = !text.contains { $0 >= 0x80 } && root.escapesBeyondASCII
  }

  private init(
    indentation: String?, newline: String, afterComma: String, beforeColon: String, afterColon: String,
    sortsNames: Bool, escapesBeyondASCII: Bool
  ) {
    (self.indentation, self.newline, self.afterComma) = (indentation, newline, afterComma)
    (self.beforeColon, self.afterColon) = (beforeColon, afterColon)
    (self.sortsNames, self.escapesBeyondASCII) = (sortsNames, escapesBeyondASCII)
  }

  /// What stands before the first of several things at this depth, and, one level less deep, behind the last.
  func lineBreak(depth: Int) -> JSONNode.Text {
    guard let indentation else { return [] }
    return Array((newline + String(repeating: indentation, count: depth)).utf8)[...]
  }

  /// What stands between a comma and the next thing at this depth.
  func afterComma(depth: Int) -> JSONNode.Text {
    indentation == nil ? Array(afterComma.utf8)[...] : lineBreak(depth: depth)
  }

  /// `value` in this style, to stand `depth` arrays and objects deep.
  func node(_ value: JSONValue, depth: Int) -> JSONNode {
    switch value {
    case .null, .boolean, .integer, .number: return .scalar(value.encoded[...])
    case .string(let string): return .string(quoted(string))
    case .array(let elements):
      return .array(
        spaced(elements, depth: depth) { element in
          JSONNode.Element(before: [], value: node(element, depth: depth + 1), after: [])
        }, space: [])
    case .object(let members):
      let ordered =
        sortsNames
        ? members.sorted { $0.name.unicodeScalars.lexicographicallyPrecedes($1.name.unicodeScalars) } : members
      return .object(spaced(ordered, depth: depth) { member($0.name, $0.value, depth: depth + 1) }, space: [])
    }
  }

  /// `"name": value` in this style, without white space around it.
  func member(_ name: String, _ value: JSONValue, depth: Int) -> JSONNode.Member {
    JSONNode.Member(
      before: [], name: quoted(name), beforeColon: Array(beforeColon.utf8)[...],
      afterColon: Array(afterColon.utf8)[...],
      value: node(value, depth: depth), after: [])
  }

  private func spaced<Item, Node: JSONNode.Spaced>(_ items: [Item], depth: Int, _ node: (Item) -> Node) -> [Node] {
    let (first, next, end) = (lineBreak(depth: depth + 1), afterComma(depth: depth + 1), lineBreak(depth: depth))
    return items.enumerated().map { index, item in
      var node = node(item)
      node.before = index == 0 ? first : next
      node.after = index == items.count - 1 ? end : []
      return node
    }
  }

  private func quoted(_ string: String) -> JSONNode.Text {
    let text = JSONValue.string(string).encoded
    guard escapesBeyondASCII, text.contains(where: { $0 >= 0x80 }) else { return text[...] }
    return String(decoding: text, as: UTF8.self).utf16.reduce(into: []) { bytes, unit in
      guard unit >= 0x80 else { return bytes.append(UInt8(unit)) }
      let digits = String(unit, radix: 16)
      bytes += Array(("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).utf8)
    }
  }
}

extension JSONNode {
  /// The white space before the first element or member.
  fileprivate var firstSpace: Text? {
    switch self {
    case .array(let elements, _): elements.first?.before
    case .object(let members, _): members.first?.before
    case .scalar, .string: nil
    }
  }

  /// The white space before the second element or member.
  fileprivate var secondSpace: Text? {
    switch self {
    case .array(let elements, _): elements.dropFirst().first?.before
    case .object(let members, _): members.dropFirst().first?.before
    case .scalar, .string: nil
    }
  }

  /// Whether the names of every object here stand in order.
  var hasSortedNames: Bool {
    switch self {
    case .scalar, .string: true
    case .array(let elements, _): elements.allSatisfy(\.value.hasSortedNames)
    case .object(let members, _): Self.areSorted(members) && members.allSatisfy(\.value.hasSortedNames)
    }
  }

  /// Whether the names stand in the order of their bytes, which for UTF-8 is that of their scalars.
  static func areSorted(_ members: [Member]) -> Bool {
    zip(members, members.dropFirst()).allSatisfy { first, second in
      unescaped(first.name).utf8.lexicographicallyPrecedes(unescaped(second.name).utf8)
    }
  }

  /// Whether a string here escapes a scalar beyond ASCII.
  fileprivate var escapesBeyondASCII: Bool {
    switch self {
    case .scalar: false
    case .string(let text):
      text.contains(UInt8(ascii: "\\")) && Self.unescaped(text).utf8.contains { $0 >= 0x80 }
    case .array(let elements, _): elements.contains(where: \.value.escapesBeyondASCII)
    case .object(let members, _): members.contains(where: \.value.escapesBeyondASCII)
    }
  }
}
