extension JSONValue {
  /// The value of the member `name`; nil where there is none, or where this is no object.
  package subscript(name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.last { $0.name == name }?.value
  }

  /// The element at `index`; nil where there is none, or where this is no array.
  package subscript(index: Int) -> JSONValue? {
    guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
    return elements[index]
  }

  /// The string, unless this is something else.
  package var stringValue: String? {
    if case .string(let string) = self { string } else { nil }
  }

  /// The integer, unless this is something else: `1.0` is no integer.
  package var integerValue: Int? {
    if case .integer(let integer) = self { integer } else { nil }
  }

  /// The number nearest to this one, integers included, unless this is something else.
  package var doubleValue: Double? {
    switch self {
    case .integer(let integer): Double(integer)
    case .number(let number): Double(number)
    default: nil
    }
  }

  /// The truth value, unless this is something else.
  package var booleanValue: Bool? {
    if case .boolean(let boolean) = self { boolean } else { nil }
  }

  /// The elements, unless this is no array.
  package var arrayValue: [JSONValue]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  /// The members, unless this is no object.
  package var objectValue: [Member]? {
    if case .object(let members) = self { members } else { nil }
  }

  /// Whether this is `null`.
  package var isNull: Bool { self == .null }

  /// This object with the member `name` replaced, added at the end, or, for nil, removed.
  package func setting(_ name: String, to value: JSONValue?) -> JSONValue {
    guard var members = objectValue else { preconditionFailure("only objects have members") }
    guard let index = members.firstIndex(where: { $0.name == name }) else {
      return .object(members + (value.map { [Member(name: name, value: $0)] } ?? []))
    }
    members.remove(at: index)
    if let value { members.insert(Member(name: name, value: value), at: index) }
    return .object(members)
  }
}

extension JSONValue {
  /// A number; `null` where it is not finite, since JSON has no word for that.
  package init(_ number: Double) {
    self = number.isFinite ? .number(String(number)) : .null
  }

  /// An array of strings.
  package init(_ strings: [String]) {
    self = .array(strings.map(JSONValue.string))
  }
}

extension JSONValue: ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  package init(stringLiteral string: String) { self = .string(string) }
  package init(integerLiteral integer: Int) { self = .integer(integer) }
  package init(floatLiteral number: Double) { self.init(number) }
  package init(booleanLiteral boolean: Bool) { self = .boolean(boolean) }
  package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }

  /// An object whose members have the order of the literal; each name may occur once.
  package init(dictionaryLiteral members: (String, JSONValue)...) {
    precondition(Set(members.map(\.0)).count == members.count, "a name of an object literal occurs twice")
    self = .object(members.map { Member(name: $0, value: $1) })
  }
}
