import Testing

@testable import JSONTree

struct JSONValueTests {
  func parse(_ text: String) throws -> JSONValue {
    try JSONValue(parsing: Array(text.utf8)[...])
  }

  @Test func keepsOrderAndTellsIntegersFromOtherNumbers() throws {
    let value = try parse(#" { "b" : [ 0, -7, 9223372036854775807 ] , "a":{"x":1.5e-3, "y":9223372036854775808} } "#)
    #expect(
      value
        == .object([
          .init(name: "b", value: .array([.integer(0), .integer(-7), .integer(.max)])),
          .init(
            name: "a",
            value: .object([
              .init(name: "x", value: .number("1.5e-3")), .init(name: "y", value: .number("9223372036854775808")),
            ])),
        ]))
    #expect(
      try parse("[true,false,null,[],{}]") == .array([.boolean(true), .boolean(false), .null, .array([]), .object([])]))
  }

  @Test func unescapesStrings() throws {
    #expect(try parse(#""a\"\\\/\b\f\n\r\t\u00e9\uD834\uDD1E𝄞""#) == .string("a\"\\/\u{8}\u{C}\n\r\té𝄞𝄞"))
  }

  @Test(arguments: [
    ("", 0), ("  ", 2), ("{", 1), (#"{"a""#, 4), (#"{"a":"#, 5), (#"{"a":1"#, 6), (#"{"a":1,}"#, 7), ("{a:1}", 1),
    ("[1,]", 3), ("[1 2]", 3), ("01", 1), ("-", 1), ("1.", 2), ("1e", 2), ("1e+", 3), (".5", 0), ("+1", 0), ("tru", 3),
    ("nulL", 3), ("NaN", 0), ("1 1", 2), (#""abc"#, 0), (#""\x""#, 2), (#""\u12g4""#, 5), (#""\uD834""#, 7),
    (#""\uD834\n""#, 8), (#""\uDD1E""#, 7), ("\"a\nb\"", 2), (#"{"a":1,"b":2,"a":3}"#, 13),
  ])
  func saysWhereTextIsNotJSON(_ text: String, _ offset: Int) {
    let error = #expect(throws: JSONValue.SyntaxError.self) { try parse(text) }
    #expect(error?.offset == offset, "\(text): \(String(describing: error))")
  }

  @Test func refusesWhatIsNotUTF8() {
    for bytes: [UInt8] in [[0x80], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF8], [0xC3]] {
      #expect(throws: JSONValue.SyntaxError(offset: 0, reason: "the string that begins here is not UTF-8")) {
        try JSONValue(parsing: ([0x22] + bytes + [0x22])[...])
      }
    }
  }

  @Test func aDeepNestIsRefusedAndDoesNotOverflowTheStack() {
    let error = #expect(throws: JSONValue.SyntaxError.self) { try parse(String(repeating: "[", count: 1_000_000)) }
    #expect(error?.offset == 32)
    #expect(throws: Never.self) { try parse(String(repeating: "[", count: 32) + String(repeating: "]", count: 32)) }
  }
}
