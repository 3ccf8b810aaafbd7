package import JSONTree

/// How the answer to a question is checked, as its author says under `check:`.
package struct CheckSpecification: Equatable, Sendable {
  /// What kind of answer it is.
  package enum Kind: Equatable, Sendable {
    /// Values of variables, computed anew from other givens.
    case values(Values)
    /// A derivative of an unrolled network, as a formula.
    case derivative(parameter: String, length: Int?)
    /// U, V, W and σ of a network that is a bigram model.
    case bigramStatement
    /// ∂h_1/∂U_{1,1} for an unknown σ.
    case lookingBack(input: [Double])
    /// Words, for a person to read.
    case words(selfCheck: [String])
  }

  /// Which values, and of what.
  package struct Values: Equatable, Sendable {
    /// The variables whose values are replaced.
    package var givens: [String]
    /// The variables that the learner has to define.
    package var results: [String]
    /// Other names that the learner has to declare: a function that is observed.
    package var needs: [String]
    /// Swift that runs behind the learner's code, to call a function of theirs for example.
    package var observe: String?
    /// The variables whose values are compared: the results, unless something is observed.
    package var compared: [String]
    package var tolerance: Double?
  }

  package let kind: Kind
  /// What is said for a known misconception, by its name.
  package let diagnoses: [String: String]
  /// Hints, from the first to the last.
  package let hints: [String]
  /// What the check does not look at.
  package let uncovered: String?

  /// What is wrong with the specification of a question.
  package struct Malformed: Error, Equatable, CustomStringConvertible {
    package let description: String
  }

  private static let common = ["kind", "diagnoses", "hints", "uncovered"]
  private static let keys: [String: [String]] = [
    "values": ["givens", "results", "needs", "observe", "compared", "tolerance"],
    "derivative": ["parameter", "length"],
    "bigram_statement": [], "looking_back": ["input"], "words": ["self_check"],
  ]

  /// Reads what stands under `check:`.
  package init(_ json: JSONValue) throws(Malformed) {
    guard let name = json["kind"]?.stringValue, let known = Self.keys[name] else {
      let kinds = Self.keys.keys.sorted().joined(separator: ", ")
      throw Malformed(description: "`check` needs a `kind`, one of \(kinds)")
    }
    for member in json.objectValue ?? [] where !(Self.common + known).contains(member.name) {
      throw Malformed(
        description: "a check of kind \(name) has no key `\(member.name)`; there are "
          + (known + Self.common).joined(separator: ", "))
    }
    kind = try Self.kind(name, json)
    var diagnoses: [String: String] = [:]
    for member in json["diagnoses"]?.objectValue ?? [] {
      guard let text = member.value.stringValue else {
        throw Malformed(description: "the diagnosis \(member.name) is no text")
      }
      diagnoses[member.name] = text
    }
    self.diagnoses = diagnoses
    hints = try Self.texts(json, "hints")
    uncovered = json["uncovered"]?.stringValue
  }

  private static func kind(_ name: String, _ json: JSONValue) throws(Malformed) -> Kind {
    switch name {
    case "values":
      let results = try texts(json, "results")
      let compared = try texts(json, "compared")
      guard !results.isEmpty || !compared.isEmpty else {
        throw Malformed(description: "a check of values needs `results`, or `observe` and `compared`")
      }
      return .values(
        Values(
          givens: try texts(json, "givens"), results: results, needs: try texts(json, "needs"),
          observe: json["observe"]?.stringValue,
          compared: compared.isEmpty ? results : compared, tolerance: json["tolerance"]?.doubleValue))
    case "derivative":
      guard let parameter = json["parameter"]?.stringValue, ["U", "V", "W"].contains(parameter) else {
        throw Malformed(description: "a check of a derivative needs the `parameter` U, V or W")
      }
      let length = json["length"]?.integerValue
      guard length.map((1...8).contains) ?? (json["length"]?.stringValue == "N") else {
        throw Malformed(description: "the `length` of a derivative is a number from 1 to 8, or N")
      }
      return .derivative(parameter: parameter, length: length)
    case "bigram_statement": return .bigramStatement
    case "looking_back":
      let input = json["input"]?.arrayValue?.compactMap(\.doubleValue) ?? [0, 1]
      guard input.first == 0 else { throw Malformed(description: "`input` must begin with 0") }
      return .lookingBack(input: input)
    default: return .words(selfCheck: try texts(json, "self_check"))
    }
  }

  private static func texts(_ json: JSONValue, _ key: String) throws(Malformed) -> [String] {
    guard let value = json[key] else { return [] }
    let texts = value.arrayValue?.compactMap(\.stringValue) ?? []
    guard texts.count == value.arrayValue?.count else { throw Malformed(description: "`\(key)` is no list of texts") }
    return texts
  }
}
