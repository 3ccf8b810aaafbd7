import RandomJSON
import Testing

@testable import JSONTree

struct JSONValueEncodingTests {
  @Test func writesWithoutWhiteSpaceInTheOrderGiven() {
    let value: JSONValue = ["b": [1, -2.5, true, "é\n"], "a": .null, "c": [:], "d": []]
    #expect(value.text == #"{"b":[1,-2.5,true,"é\n"],"a":null,"c":{},"d":[]}"#)
  }

  @Test func whatIsWrittenReadsBackEqual() throws {
    var random = Random(seed: 1)
    for _ in 0..<500 {
      let value = JSONValue.random(depth: 4, using: &random)
      #expect(try JSONValue(parsing: value.encoded[...]) == value)
    }
  }

  @Test func aNumberThatIsNotFiniteIsNull() {
    #expect([Double.nan, .infinity, -.infinity, 0.1].map { JSONValue($0).text } == ["null", "null", "null", "0.1"])
  }

  @Test(arguments: ["", "plain", "quote \" slash \\", "\n\t\r\u{1}\u{1F}\u{8}\u{C}", "é𝄞\u{0}\u{7F}", "\r\n"])
  func quotesAnyString(_ string: String) throws {
    #expect(try JSONValue(parsing: Array(JSONValue.quoted(string).utf8)[...]) == .string(string))
  }
}
