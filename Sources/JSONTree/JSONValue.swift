/// What a JSON text (RFC 8259) means. It keeps what the header of a safetensors file must be judged by: the order of an
/// object's members, and whether a number is an integer.
///
/// Foundation's parsers keep neither, and let a name occur twice. How a text spells its values is kept by ``JSONNode``.
package enum JSONValue: Equatable, Sendable {
  /// `null`
  case null
  /// `true` or `false`
  case boolean(Bool)
  /// A number without fraction and exponent that fits 64 bits.
  case integer(Int)
  /// Any other number, as it is written.
  case number(String)
  /// A string, unescaped.
  case string(String)
  /// An array.
  case array([JSONValue])
  /// An object: its members in the order of the text, no name twice.
  case object([Member])

  /// One `"name": value` of an object.
  package struct Member: Equatable, Sendable {
    /// The name, unescaped.
    package let name: String
    /// What stands after the colon.
    package let value: JSONValue

    package init(name: String, value: JSONValue) {
      (self.name, self.value) = (name, value)
    }
  }

  /// What is wrong with a text that is not JSON, and at which byte.
  package struct SyntaxError: Error, Equatable {
    /// Counted from the text's first byte.
    package let offset: Int
    /// One clause: what was expected or is forbidden there.
    package let reason: String
  }

  /// Parses `text`, which is one value with white space around it.
  /// - Complexity: O(length of the text).
  package init(parsing text: ArraySlice<UInt8>, as grammar: JSONGrammar = .strict) throws(SyntaxError) {
    var parser = JSONParser(text, grammar)
    self.init(try parser.document().value)
  }
}
