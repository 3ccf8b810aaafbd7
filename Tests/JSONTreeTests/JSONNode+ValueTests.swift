import RandomJSON
import Testing

@testable import JSONTree

struct JSONNodeValueTests {
  @Test func meansWhatWasSpelled() throws {
    var random = Random(seed: 6)
    for _ in 0..<1000 {
      let value = JSONValue.random(depth: 4, using: &random)
      let text = JSONSpelling.text(of: value, using: &random)
      #expect(try JSONValue(parsing: Array(text.utf8)[...]) == value, "\(text)")
    }
  }

  @Test func halfOfASurrogatePairIsTheReplacementCharacter() throws {
    let text = #"["\ud83d", "\ud83dx", "\ude00", "\ud83d\n", "\ud83d\u0041", "\ud83d\ud83d\ude00"]"#
    let value = try JSONValue(parsing: Array(text.utf8)[...], as: .notebook)
    #expect(value == ["\u{FFFD}", "\u{FFFD}x", "\u{FFFD}", "\u{FFFD}\n", "\u{FFFD}A", "\u{FFFD}😀"])
  }

  @Test func theLastMemberOfANameCounts() throws {
    let value = try JSONValue(parsing: Array(#"{"a": 1, "b": 2, "a": 3}"#.utf8)[...], as: .notebook)
    #expect(value == ["a": 3, "b": 2])
  }

  @Test func namesThatOnlyLookAlikeAreTwo() throws {
    let value = try JSONValue(parsing: Array("{\"\u{e9}\": 1, \"e\u{301}\": 2}".utf8)[...])
    #expect(value.objectValue?.count == 2)
  }
}
