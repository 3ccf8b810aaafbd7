import JSONTree

extension JSONValue {
  /// An object with these members.
  static func record(_ members: (String, JSONValue)...) -> JSONValue {
    .object(members.map { Member(name: $0.0, value: $0.1) })
  }

  /// A column of whole numbers.
  static func integers(_ numbers: some Sequence<Int>) -> JSONValue { .array(numbers.map { .integer($0) }) }

  /// A column of coordinates, to the nearest tenth of a pixel.
  static func coordinates(_ numbers: some Sequence<Double>) -> JSONValue {
    .array(
      numbers.map { number in
        let tenths = Int((number * 10).rounded())
        return tenths % 10 == 0 ? .integer(tenths / 10) : .number("\(Double(tenths) / 10)")
      })
  }

  /// The value as the content of a script element of HTML: no `<` stands in it, so nothing in it ends the element.
  var inScript: String { text.split(separator: "<", omittingEmptySubsequences: false).joined(separator: "\\u003c") }
}
