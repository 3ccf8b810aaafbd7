/// A JSON text that can be edited: what is only read and written is identical in bytes, and an edit changes only what it
/// names.
///
/// New text follows the document's own ``style``. What means the same before and after an edit keeps its spelling.
package struct JSONDocument: Sendable {
  private var element: JSONNode.Element

  /// How new text is laid out.
  package let style: JSONStyle

  /// Parses `bytes`, which is one value with white space around it.
  /// - Complexity: O(length of the text).
  package init(parsing bytes: [UInt8], as grammar: JSONGrammar) throws(JSONValue.SyntaxError) {
    var parser = JSONParser(bytes[...], grammar)
    element = try parser.document()
    style = JSONStyle(of: element.value, text: bytes[...])
  }

  /// A new document in `style`, with a final line break.
  package init(_ value: JSONValue, style: JSONStyle) {
    element = JSONNode.Element(before: [], value: style.node(value, depth: 0), after: Array(style.newline.utf8)[...])
    self.style = style
  }

  /// The one value.
  package var root: JSONNode { element.value }

  /// The text.
  package var bytes: [UInt8] {
    var text: [UInt8] = []
    text += element.before
    element.value.write(into: &text)
    text += element.after
    return text
  }

  /// The value at `path`; nil where there is none.
  package subscript(path: JSONPath) -> JSONNode? {
    path.steps.reduce(Optional(root)) { node, step in
      switch step {
      case .name(let name): node?[name]
      case .index(let index): node?[index]
      }
    }
  }

  /// Replaces the value at `path`. A member that is not there yet is added: in the order of the names where these stand
  /// in order, else at the end.
  ///
  /// Everything else on the path must exist.
  package mutating func set(_ path: JSONPath, to value: JSONValue) {
    guard let last = path.steps.last else { return element.value.replace(with: value, style, depth: 0) }
    element.value.edit(path.steps.dropLast(), depth: 0) { [style] node, depth in
      node.set(last, to: value, style, depth: depth)
    }
  }

  /// Puts `value` into the array at the path's beginning, where the path's last index says.
  package mutating func insert(_ value: JSONValue, at path: JSONPath) {
    guard case .index(let index)? = path.steps.last else { preconditionFailure("\(path) is no place in an array") }
    element.value.edit(path.steps.dropLast(), depth: 0) { [style] node, depth in
      node.insert(value, at: index, style, depth: depth)
    }
  }

  /// Removes the element or member at `path` with its comma and white space. On the path to it everything must exist.
  package mutating func remove(_ path: JSONPath) {
    guard let last = path.steps.last else { preconditionFailure("a document without a value is none") }
    element.value.edit(path.steps.dropLast(), depth: 0) { node, _ in node.remove(last) }
  }
}
