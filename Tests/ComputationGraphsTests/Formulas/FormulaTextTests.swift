import Testing

@testable import ComputationGraphs

@Suite struct FormulaTextTests {
  @Test func `A place is pointed at by a caret under it`() {
    let text = FormulaText("first line\n  second 𝄞 line")
    #expect(text.pointing(at: 20) == "  second 𝄞 line\n         ^")
    #expect(text.lineAndColumn(of: 20) == (2, 10))
    #expect(text.pointing(at: 0) == "first line\n^")
    #expect(text.pointing(at: 99).hasSuffix("\n               ^"))
    let long = FormulaText(String(repeating: "a", count: 500))
    #expect(
      long.pointing(at: 300) == "…" + String(repeating: "a", count: 100) + "…\n" + String(repeating: " ", count: 61)
        + "^")
  }

  @Test(arguments: [
    ("a = b", "a = b"), ("so $a$ and $$a = b$$, 3 paths", "a = b"), (#"\[ x \]"#, " x "), (#"see \(y\) there"#, "y"),
    ("`dL/do_1`", "dL/do_1"), ("$unclosed", "unclosed"), (#"a \\[2pt] b"#, #"a \\[2pt] b"#), ("$$$$", ""),
  ]) func `Mathematics is the longest stretch between its signs`(_ text: String, _ part: String) {
    let text = FormulaText(text)
    #expect(text[text.mathematics] == part)
  }
}
