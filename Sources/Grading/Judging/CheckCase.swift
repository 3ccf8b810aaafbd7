package import JSONTree

/// A case of a check: givens, what is expected of them, and what misconceptions make of them.
package struct CheckCase: Equatable, Sendable {
  /// An object from names to values.
  package let givens: JSONValue
  package let expected: [String: GradedValue]
  package let misconceptions: [String: [String: GradedValue]]

  /// What is wrong with the cases of a question.
  package struct Malformed: Error, Equatable, CustomStringConvertible {
    package let description: String
  }

  /// Reads a case as `CheckCases` writes it.
  package init(_ json: JSONValue) throws(Malformed) {
    guard let givens = json["givens"], case .object = givens else {
      throw Malformed(description: "a case has no object “givens”")
    }
    self.givens = givens
    expected = try Self.values(json["expected"], "expected")
    var misconceptions: [String: [String: GradedValue]] = [:]
    for member in json["misconceptions"]?.objectValue ?? [] {
      misconceptions[member.name] = try Self.values(member.value, "misconceptions.\(member.name)")
    }
    self.misconceptions = misconceptions
  }

  private static func values(_ json: JSONValue?, _ place: String) throws(Malformed) -> [String: GradedValue] {
    guard let members = json?.objectValue else { throw Malformed(description: "a case has no object “\(place)”") }
    var values: [String: GradedValue] = [:]
    for member in members {
      guard let value = GradedValue(member.value) else {
        throw Malformed(description: "“\(member.name)” in “\(place)” of a case is made of no numbers")
      }
      values[member.name] = value
    }
    return values
  }
}
