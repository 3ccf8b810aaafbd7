import JSONTree
import Testing

@testable import Grading

struct SettingsTests {
  func settings(_ yaml: String) throws(CellFault) -> Settings {
    try Settings("# HEAD\n" + yaml, of: "# HEAD", known: ["name", "points", "manual", "check"], foreign: ["export"])
  }

  @Test func readsByType() throws {
    let settings = try settings("name: 7\npoints: 1.5\nmanual: yes\ncheck: {kind: values}")
    #expect(try settings.string("name", orNumber: true) == "7")
    #expect(try settings.number("points") == 1.5)
    #expect(try settings.boolean("manual") == true)
    #expect(try settings.mapping("check") == ["kind": "values"])
    #expect(settings.line(of: "manual") == 4)
  }

  @Test func aKeyWithoutValueIsNotGiven() throws {
    let settings = try settings("name:\npoints: ~")
    #expect(try settings.string("name") == nil)
    #expect(try settings.number("points") == nil)
    #expect(try settings.strings("manual") == nil)
  }

  @Test(arguments: [
    ("a: 1\npionts: 2", "# HEAD has no key “a”; its keys are name, points, manual, check"),
    ("pionts: 2", "# HEAD has no key “pionts”; did you mean “points”?"),
    ("export: true", "Otter's key “export” has no counterpart here; take it out"),
  ])
  func unknownKeysAreRefused(_ yaml: String, _ reason: String) {
    let fault = #expect(throws: CellFault.self) { try settings(yaml) }
    #expect(fault == CellFault(line: 2, reason: reason))
  }

  @Test func whatHasNoKeysRefusesAll() {
    let fault = #expect(throws: CellFault.self) { try Settings("# END TESTS\na: 1", of: "# END TESTS", known: []) }
    #expect(fault == CellFault(line: 2, reason: "# END TESTS has no settings, and here is “a”"))
  }

  @Test func valuesOfOtherTypesAreRefused() throws {
    let odd = try settings("manual: perhaps\npoints: -1\nname: [a]\ncheck: replay")
    let read: [(Int, String, (Settings) throws(CellFault) -> Void)] = [
      (2, "“manual” is true or false, not \"perhaps\"", { s throws(CellFault) in _ = try s.boolean("manual") }),
      (3, "“points” is a number, 0 or more, not -1", { s throws(CellFault) in _ = try s.number("points") }),
      (
        4, "“name” is a text; words that mean something else in YAML stand in quotes, not [\"a\"]",
        { s throws(CellFault) in _ = try s.string("name") }
      ),
      (
        5, "“check” is a mapping: lines of `key: value`, indented, not \"replay\"",
        { s throws(CellFault) in _ = try s.mapping("check") }
      ),
      (3, "“points” is a text or a list of texts, not -1", { s throws(CellFault) in _ = try s.strings("points") }),
    ]
    for (line, reason, value) in read {
      let fault = #expect(throws: CellFault.self) { try value(odd) }
      #expect(fault == CellFault(line: line, reason: reason))
    }
  }
}
