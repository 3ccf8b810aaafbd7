import JSONTree

/// The members of a JSON object, read by name; an error says which is missing or of another kind.
struct JSONFields {
  /// What is wrong with a member.
  struct Problem: Error, Equatable {
    /// The member, as `network.hiddenSize`.
    let part: String
    /// What is wrong with it.
    let reason: String
  }

  private let value: JSONValue
  private let path: String

  init(_ value: JSONValue, path: String = "") throws(Problem) {
    guard value.objectValue != nil else {
      throw Problem(part: path.isEmpty ? "description" : path, reason: "it is not an object")
    }
    (self.value, self.path) = (value, path)
  }

  func object(_ name: String) throws(Problem) -> JSONFields { try JSONFields(try member(name), path: full(name)) }

  func string(_ name: String) throws(Problem) -> String { try required(name, "a text", \.stringValue) }
  func integer(_ name: String) throws(Problem) -> Int { try required(name, "an integer", \.integerValue) }
  func double(_ name: String) throws(Problem) -> Double { try required(name, "a number", \.doubleValue) }
  func boolean(_ name: String) throws(Problem) -> Bool { try required(name, "true or false", \.booleanValue) }
  func optionalInteger(_ name: String) throws(Problem) -> Int? { try isNull(name) ? nil : try integer(name) }
  func optionalDouble(_ name: String) throws(Problem) -> Double? { try isNull(name) ? nil : try double(name) }
  func optionalString(_ name: String) throws(Problem) -> String? { try isNull(name) ? nil : try string(name) }

  /// The integer of a member, if it is at least 0.
  func natural(_ name: String) throws(Problem) -> Int {
    let integer = try integer(name)
    if integer < 0 { throw problem(name, "it is \(integer), and cannot be negative") }
    return integer
  }

  /// A word of 64 bits, written as a text because it may be larger than JSON's integers.
  func word(_ name: String) throws(Problem) -> UInt64 {
    guard let word = UInt64(try string(name)) else { throw problem(name, "it is not an integer of 64 bits") }
    return word
  }

  /// The elements of an array that are all of one kind.
  func array<Element>(
    _ name: String, of kind: String, _ element: (JSONValue) -> Element?
  ) throws(Problem) -> [Element] {
    guard let elements = try member(name).arrayValue else { throw problem(name, "it is not a list") }
    var result: [Element] = []
    result.reserveCapacity(elements.count)
    for (index, value) in elements.enumerated() {
      guard let found = element(value) else { throw problem("\(name)[\(index)]", "it is not \(kind)") }
      result.append(found)
    }
    return result
  }

  /// The names and values of the members, each a text.
  func texts() throws(Problem) -> [(name: String, text: String)] {
    var result: [(name: String, text: String)] = []
    for member in value.objectValue ?? [] { result.append((member.name, try string(member.name))) }
    return result
  }

  func has(_ name: String) -> Bool { value[name] != nil }

  func isNull(_ name: String) throws(Problem) -> Bool { try member(name).isNull }

  func problem(_ name: String, _ reason: String) -> Problem { Problem(part: full(name), reason: reason) }

  private func full(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }

  private func member(_ name: String) throws(Problem) -> JSONValue {
    guard let member = value[name] else { throw problem(name, "it is missing") }
    return member
  }

  private func required<Value>(
    _ name: String, _ kind: String, _ read: (JSONValue) -> Value?
  ) throws(Problem) -> Value {
    guard let value = read(try member(name)) else { throw problem(name, "it is not \(kind)") }
    return value
  }
}

extension JSONValue {
  /// The number, or `null`.
  init(_ number: Int?) { self = number.map(JSONValue.integer) ?? .null }
  /// The number, or `null`.
  init(optional number: Double?) { self = number.map { JSONValue($0) } ?? .null }
}
