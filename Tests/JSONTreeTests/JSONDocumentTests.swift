import RandomJSON
import Testing

@testable import JSONTree

struct JSONDocumentTests {
  func document(_ text: String) throws -> JSONDocument {
    try JSONDocument(parsing: Array(text.utf8), as: .notebook)
  }

  func text(_ document: JSONDocument) -> String { String(decoding: document.bytes, as: UTF8.self) }

  // MARK: Reading and writing

  @Test(arguments: [
    " {\"b\" :1.50,\r\n\t\"a\": [ ] , \"c\":{ }}\n\n", #"["\u00e9\/\ud83d\uDE00é\uD83D", 1e+05, -0, 0.10]"#, "null",
    " 7 ",
    #"{"a": 1, "a": 2, "\u0061": NaN, "b": [Infinity, -Infinity]}"#, "[\r1,\r2\r]",
  ])
  func whatIsOnlyReadAndWrittenIsIdentical(_ text: String) throws {
    #expect(try self.text(document(text)) == text)
  }

  @Test func anySpellingIsKept() throws {
    var random = Random(seed: 2)
    for _ in 0..<1000 {
      let spelled = JSONSpelling.text(of: .random(depth: 5, using: &random), using: &random)
      #expect(try document(spelled).bytes == Array(spelled.utf8))
    }
  }

  @Test func aDamagedTextIsKeptOrRefusedWithAPlaceInIt() {
    var random = Random(seed: 3)
    var refused = 0
    for _ in 0..<5000 {
      var bytes = Array(JSONSpelling.text(of: .random(depth: 4, using: &random), using: &random).utf8)
      for _ in 0...Int.random(in: 0...2, using: &random) {
        let place = Int.random(in: 0...bytes.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes.insert(UInt8.random(in: .min ... .max, using: &random), at: place)
        case 1 where place < bytes.count: bytes.remove(at: place)
        case 2 where place < bytes.count: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        default: bytes.removeSubrange(place...)
        }
      }
      do {
        #expect(try JSONDocument(parsing: bytes, as: .notebook).bytes == bytes)
      } catch {
        refused += 1
        #expect((0...bytes.count).contains(error.offset))
      }
    }
    #expect((1000..<5000).contains(refused))
  }

  @Test func aNestIsReadAsDeepAsTheGrammarSays() throws {
    let deep = String(repeating: "[", count: 512) + String(repeating: "]", count: 512)
    #expect(try text(document(deep)) == deep)
    #expect(JSONValue(try document(deep).root).encoded == Array(deep.utf8))
    #expect(throws: JSONValue.SyntaxError(offset: 512, reason: "values are nested deeper than 512")) {
      try document("[" + deep + "]")
    }
  }

  @Test func aByteOrderMarkIsRefused() {
    #expect(throws: JSONValue.SyntaxError(offset: 0, reason: "the text begins with a byte order mark")) {
      try document("\u{FEFF}{}")
    }
  }

  // MARK: Editing

  @Test func replacesAValueAndNothingElse() throws {
    var edited = try document("{\"a\" : [1.0 ,\t2e0],  \"b\":\"\\u0041\" }\n")
    edited.set(["a", 1], to: [true, "x"])
    #expect(text(edited) == "{\"a\" : [1.0 ,\t[true,  \"x\"]],  \"b\":\"\\u0041\" }\n")
    edited.set(["b"], to: "A")
    #expect(text(edited).hasSuffix("\"b\":\"\\u0041\" }\n"), "an equal value keeps its spelling")
  }

  @Test func followsTheIndentationOfTheDocument() throws {
    var edited = try document("{\r\n\t\"b\": {},\r\n\t\"c\": [\r\n\t\t1\r\n\t]\r\n}")
    edited.set(["b"], to: ["z": [], "y": [1]])
    edited.insert("first", at: ["c", 0])
    edited.insert("last", at: ["c", 2])
    edited.set(["a"], to: .null)
    #expect(
      text(edited)
        == """
        {
        \t"a": null,
        \t"b": {
        \t\t"y": [
        \t\t\t1
        \t\t],
        \t\t"z": []
        \t},
        \t"c": [
        \t\t"first",
        \t\t1,
        \t\t"last"
        \t]
        }
        """.split(separator: "\n").joined(separator: "\r\n"))
    edited.remove(["c", 0])
    edited.remove(["a"])
    edited.remove(["c", 1])
    edited.set(["b"], to: [:])
    #expect(text(edited) == "{\r\n\t\"b\": {},\r\n\t\"c\": [\r\n\t\t1\r\n\t]\r\n}")
  }

  @Test func keepsTheOrderOfMembersAndAddsAtTheEndWhereNamesAreNotSorted() throws {
    var edited = try document(#"{"z": 1, "y": {"b": 1, "a": 2}}"#)
    edited.set(["x"], to: ["d": 1, "c": 2])
    edited.set(["y", "aa"], to: 3)
    #expect(text(edited) == #"{"z": 1, "y": {"b": 1, "a": 2, "aa": 3}, "x": {"d": 1, "c": 2}}"#)
  }

  @Test func escapesBeyondASCIIWhereTheDocumentDoes() throws {
    var escaped = try document(#"["\u00e9"]"#)
    escaped.set([0], to: "ü𝄞\n")
    #expect(text(escaped) == #"["\u00fc\ud834\udd1e\n"]"#)
    var plain = try document(#"["\u00e9é"]"#)
    plain.set([0], to: "ü\n")
    #expect(text(plain) == #"["ü\n"]"#)
  }

  @Test func editsTheLastOfTwoMembersOfOneName() throws {
    var edited = try document(#"{"a": 1, "\u0061": 2}"#)
    #expect(edited[["a"]].map(JSONValue.init) == 2)
    edited.set(["a"], to: 3)
    #expect(text(edited) == #"{"a": 1, "\u0061": 3}"#)
  }

  /// In a document of one style, an edit gives the text that writing the edited value anew would give.
  @Test(arguments: [JSONStyle.nbformat, .pretty, .line])
  func anEditLooksAsIfTheWholeHadBeenWrittenAnew(_ style: JSONStyle) throws {
    var random = Random(seed: 4)
    for _ in 0..<500 {
      // Something of every kind, so that the style shows.
      let before: JSONValue = [
        "a": .random(depth: 4, using: &random), "b": ["é", .random(depth: 3, using: &random), 1],
        "c": ["k": 1, "l": 2],
      ]
      let written = JSONDocument(before, style: style)
      var edited = try JSONDocument(parsing: written.bytes, as: .notebook)
      #expect(edited.style == style)
      let (path, new) = (before.randomPath(using: &random), JSONValue.random(depth: 3, using: &random))
      edited.set(path, to: new)
      let after = before.setting(path.steps[...], to: new)
      #expect(edited.bytes == JSONDocument(after, style: style).bytes)

      let index = Int.random(in: 0...3, using: &random)
      edited = written
      edited.insert(new, at: ["b", .index(index)])
      var elements = before["b"]?.arrayValue ?? []
      elements.insert(new, at: index)
      #expect(edited.bytes == JSONDocument(before.setting(["b"], to: .array(elements)), style: style).bytes)
      edited.remove(["b", .index(index)])
      #expect(edited.bytes == written.bytes)
    }
  }

  /// In a document of any spelling, what stands before and behind a replaced value stays, byte by byte.
  @Test func anEditOfAnySpellingChangesOnlyTheValue() throws {
    var random = Random(seed: 5)
    for _ in 0..<1000 {
      let value: JSONValue = [.random(depth: 4, using: &random), ["a": .random(depth: 4, using: &random)]]
      var edited = try document(JSONSpelling.text(of: value, using: &random))
      let path = value.randomPath(using: &random)
      let (bytes, old) = (edited.bytes, try #require(edited[path]))
      var oldText: [UInt8] = []
      old.write(into: &oldText)
      edited.set(path, to: "new")
      var newText: [UInt8] = []
      try #require(edited[path]).write(into: &newText)
      let rest = bytes[(old.offset + oldText.count)...]
      #expect(Array(bytes[..<old.offset]) + newText + rest == edited.bytes)
      #expect(JSONValue(try document(text(edited)).root) == value.setting(path.steps[...], to: "new"))
    }
  }
}
