import JSONTree
import NearestNames

/// The settings of a marker, whose keys are known and whose values have the types that the keys want.
struct Settings {
  private let entries: [YAMLText.Entry]

  /// Reads `yaml`, every key of which must be one of `known`.
  ///
  /// `foreign` are keys of Otter Assign that mean nothing here: they are refused too, with that reason.
  init(_ yaml: String, of marker: String, known: [String], foreign: Set<String> = []) throws(CellFault) {
    entries = try YAMLText(parsing: yaml).entries
    for entry in entries where !known.contains(entry.key) {
      throw CellFault(
        line: entry.line, reason: Self.refusal(of: String(entry.key.prefix(60)), marker, known: known, foreign: foreign)
      )
    }
  }

  private static func refusal(of key: String, _ marker: String, known: [String], foreign: Set<String>) -> String {
    if known.isEmpty { return "\(marker) has no settings, and here is “\(key)”" }
    if foreign.contains(key) { return "Otter's key “\(key)” has no counterpart here; take it out" }
    if let nearest = NearestName.of(key, among: known) {
      return "\(marker) has no key “\(key)”; did you mean “\(nearest)”?"
    }
    return "\(marker) has no key “\(key)”; its keys are \(known.joined(separator: ", "))"
  }

  /// The line of `key`, where it is given.
  func line(of key: String) -> Int? { entries.first { $0.key == key }?.line }

  func boolean(_ key: String) throws(CellFault) -> Bool? {
    try value(key, "true or false", \.booleanValue)
  }

  /// A text. A number counts as one where `orNumber` says so, as in `version: 2`.
  func string(_ key: String, orNumber: Bool = false) throws(CellFault) -> String? {
    try value(key, "a text; words that mean something else in YAML stand in quotes") { value in
      switch value {
      case .string(let text): text
      case .integer, .number: orNumber ? value.text : nil
      default: nil
      }
    }
  }

  /// A finite number that is not negative.
  func number(_ key: String) throws(CellFault) -> Double? {
    try value(key, "a number, 0 or more") { value in
      value.doubleValue.flatMap { $0.isFinite && $0 >= 0 ? $0 : nil }
    }
  }

  /// A text, or a list of texts.
  func strings(_ key: String) throws(CellFault) -> [String]? {
    try value(key, "a text or a list of texts") { value in
      if let text = value.stringValue { return [text] }
      guard let elements = value.arrayValue else { return nil }
      let texts = elements.compactMap(\.stringValue)
      return texts.count == elements.count ? texts : nil
    }
  }

  /// A mapping, as it is.
  func mapping(_ key: String) throws(CellFault) -> JSONValue? {
    try value(key, "a mapping: lines of `key: value`, indented") { $0.objectValue == nil ? nil : $0 }
  }

  /// A key without a value counts as not given.
  private func value<Value>(
    _ key: String, _ wanted: String, _ read: (JSONValue) -> Value?
  ) throws(CellFault) -> Value? {
    guard let entry = entries.first(where: { $0.key == key }), !entry.value.isNull else { return nil }
    guard let value = read(entry.value) else {
      throw CellFault(line: entry.line, reason: "“\(key)” is \(wanted), not \(Self.shown(entry.value))")
    }
    return value
  }

  private static func shown(_ value: JSONValue) -> String {
    let text = value.text
    return text.count > 40 ? text.prefix(40) + "…" : text
  }
}
