/// A value of a JSON text together with its spelling: digits, escapes, order and white space stay as they are written.
///
/// ``JSONValue`` is what such a text means; a node is how it says it. Nodes share the bytes that they were parsed from.
package enum JSONNode: Sendable {
  /// A piece of text. In a parsed node its indices are the offsets in that text.
  package typealias Text = ArraySlice<UInt8>

  /// A number, or one of the words `true`, `false`, `null`.
  case scalar(Text)
  /// A string with its quotes and escapes.
  case string(Text)
  /// Elements; `space` is what stands between the brackets when there are none.
  case array([Element], space: Text)
  /// Members in the order of the text; `space` as for arrays.
  case object([Member], space: Text)

  /// An element of an array, from the bracket or comma before it to the one behind it.
  package struct Element: Spaced {
    package var before: Text
    package var value: JSONNode
    package var after: Text
  }

  /// A member of an object, from the brace or comma before it to the one behind it.
  package struct Member: Spaced {
    package var before: Text
    /// The name with quotes and escapes.
    package let name: Text
    let beforeColon: Text
    let afterColon: Text
    package var value: JSONNode
    package var after: Text
  }

  /// What stands between commas, with its white space.
  package protocol Spaced: Sendable {
    var before: Text { get set }
    var value: JSONNode { get set }
    var after: Text { get set }
  }

  /// Where the value begins in the text that it was parsed from.
  package var offset: Int {
    switch self {
    case .scalar(let text), .string(let text): text.startIndex
    case .array(let elements, let space): (elements.first?.before ?? space).startIndex - 1
    case .object(let members, let space): (members.first?.before ?? space).startIndex - 1
    }
  }

  /// Appends the text of the value, every byte as it was parsed or made.
  package func write(into text: inout [UInt8]) {
    switch self {
    case .scalar(let written), .string(let written): text += written
    case .array(let elements, let space):
      text.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        if index > 0 { text.append(UInt8(ascii: ",")) }
        text += element.before
        element.value.write(into: &text)
        text += element.after
      }
      text += space
      text.append(UInt8(ascii: "]"))
    case .object(let members, let space):
      text.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        if index > 0 { text.append(UInt8(ascii: ",")) }
        text += member.before
        text += member.name
        text += member.beforeColon
        text.append(UInt8(ascii: ":"))
        text += member.afterColon
        member.value.write(into: &text)
        text += member.after
      }
      text += space
      text.append(UInt8(ascii: "}"))
    }
  }

  /// The value of the member `name`, the last one where there are several; nil where this is no object.
  package subscript(name: String) -> JSONNode? {
    guard case .object(let members, _) = self else { return nil }
    return Self.index(of: name, in: members).map { members[$0].value }
  }

  /// The element at `index`; nil where there is none, or where this is no array.
  package subscript(index: Int) -> JSONNode? {
    guard case .array(let elements, _) = self, elements.indices.contains(index) else { return nil }
    return elements[index].value
  }

  /// Names are the same when their scalars are: canonical equivalence is not JSON's business.
  static func index(of name: String, in members: [Member]) -> Int? {
    let quoted = Array(JSONValue.quoted(name).utf8)
    return members.lastIndex { member in
      member.name.elementsEqual(quoted)
        || (member.name.contains(UInt8(ascii: "\\")) && unescaped(member.name).utf8.elementsEqual(name.utf8))
    }
  }
}
