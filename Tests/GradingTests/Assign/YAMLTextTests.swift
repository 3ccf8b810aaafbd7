import JSONTree
import RandomJSON
import Testing

@testable import Grading

struct YAMLTextTests {
  @Test func readsValuesWithTheirLines() throws {
    let yaml = try YAMLText(
      parsing:
        "# HEAD\na: 1\nb: [yes, 'no', 1.5, 12:30, ~, 2020-01-01, 99999999999999999999]\nc:\n  d: {e: text}\nf: .inf")
    #expect(yaml.entries.map(\.key) == ["a", "b", "c", "f"])
    #expect(yaml.entries.map(\.line) == [2, 3, 4, 6])
    #expect(yaml.entries[0].value == 1)
    #expect(yaml.entries[1].value == [true, "no", 1.5, "12:30", .null, "2020-01-01", "99999999999999999999"])
    #expect(yaml.entries[2].value == ["d": ["e": "text"]])
    #expect(yaml.entries[3].value == ".inf")
  }

  @Test(arguments: ["", "# comment", "\n\n", "~"])
  func nothingIsAnEmptyMapping(_ text: String) throws {
    #expect(try YAMLText(parsing: text).entries.isEmpty)
  }

  @Test(arguments: [
    ("# HEAD\na: b: c", 2, "mapping values are not allowed"), ("# HEAD\n\na: [1", 4, "this is no YAML"),
    ("# HEAD\na: 1\n'a': 2", 2, "a key stands here twice: “a”"),
    ("# HEAD\njust words", 2, "settings are lines of `key: value`, not the text “just words”"),
    ("# HEAD\n- a", 2, "settings are lines of `key: value`, not a list"),
    ("# HEAD\n[a]: 1", 2, "a key is a word, not a list"), ("# HEAD\na: *b", 2, "undefined alias"),
    ("# HEAD\na: \u{1}", 2, "this is no YAML"), ("a: 1\n---\nb: 2", 2, "another document"),
  ])
  func faultsHaveTheirLine(_ text: String, _ line: Int, _ reason: String) {
    let fault = #expect(throws: CellFault.self) { try YAMLText(parsing: text) }
    #expect(fault?.line == line)
    #expect(fault?.reason.contains(reason) == true, "\(String(describing: fault))")
  }

  @Test func aliasesCannotMakeAHugeValueOfAShortText() {
    let names = (0..<30).map { "a\($0): &a\($0) [" + ($0 == 0 ? "1" : "*a\($0 - 1), *a\($0 - 1)") + "]" }
    let fault = #expect(throws: CellFault.self) { try YAMLText(parsing: names.joined(separator: "\n")) }
    #expect(fault?.reason == "the settings have over 10000 values")
  }

  @Test(arguments: ["[", "{a: ", "- ", "? "])
  func whatIsTooDeepIsAFault(_ piece: String) {
    let text = String(repeating: piece, count: 100_000)
    #expect(throws: CellFault.self) { try YAMLText(parsing: text) }
  }

  /// Every text is a mapping or a fault.
  @Test(arguments: 0..<300) func noTextIsTooMuch(_ seed: UInt64) {
    var random = Random(seed: seed)
    let pieces = [
      "a", ": ", "\n", "  ", "- ", "[", "]", "{", "}", ",", "&x ", "*x", "|", ">", "'", "\"", "#", "!!int ", "é", "? ",
      "<<", "%", "\t", "\\", "1", "---\n", "\u{FEFF}", "\0",
    ]
    let text = (0..<Int.random(in: 1...24, using: &random))
      .map { _ in pieces[Int.random(in: pieces.indices, using: &random)] }.joined()
    do {
      let entries = try YAMLText(parsing: text).entries
      #expect(entries.allSatisfy { $0.line >= 1 })
    } catch {
      #expect(!error.reason.isEmpty)
    }
  }
}
