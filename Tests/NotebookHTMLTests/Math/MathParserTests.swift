import Testing

@testable import NotebookHTML

struct MathParserTests {
  func html(_ latex: String) throws -> String { try MathParser.element(of: latex).html }

  @Test(arguments: [
    ("x", "<mi>x</mi>"), ("12.5", "<mn>12.5</mn>"), ("1.", "<mrow><mn>1</mn><mi mathvariant=\"normal\">.</mi></mrow>"),
    ("a<b", "<mrow><mi>a</mi><mo stretchy=\"false\">&lt;</mo><mi>b</mi></mrow>"),
    ("-1", "<mrow><mo stretchy=\"false\">−</mo><mn>1</mn></mrow>"), ("\\sigma", "<mi>σ</mi>"), ("σ", "<mi>σ</mi>"),
    ("\\partial", "<mi mathvariant=\"normal\">∂</mi>"), ("∂", "<mi mathvariant=\"normal\">∂</mi>"),
    ("x_1", "<msub><mi>x</mi><mn>1</mn></msub>"), ("x^2", "<msup><mi>x</mi><mn>2</mn></msup>"),
    ("x^23", "<mrow><msup><mi>x</mi><mn>2</mn></msup><mn>3</mn></mrow>"),
    ("x_a^b", "<msubsup><mi>x</mi><mi>a</mi><mi>b</mi></msubsup>"),
    ("x^b_a", "<msubsup><mi>x</mi><mi>a</mi><mi>b</mi></msubsup>"),
    ("x''", "<msup><mi>x</mi><mo stretchy=\"false\">″</mo></msup>"),
    ("x'^2", "<msup><mi>x</mi><mrow><mo stretchy=\"false\">′</mo><mn>2</mn></mrow></msup>"),
    ("{}^2", "<msup><mrow></mrow><mn>2</mn></msup>"), ("\\frac12", "<mfrac><mn>1</mn><mn>2</mn></mfrac>"),
    (
      "\\frac{\\partial L}{\\partial o_1}",
      "<mfrac><mrow><mi mathvariant=\"normal\">∂</mi><mi>L</mi></mrow>"
        + "<mrow><mi mathvariant=\"normal\">∂</mi><msub><mi>o</mi><mn>1</mn></msub></mrow></mfrac>"
    ),
    ("a \\over b", "<mfrac><mi>a</mi><mi>b</mi></mfrac>"), ("\\sqrt2", "<msqrt><mn>2</mn></msqrt>"),
    ("\\sqrt[3]{x}", "<mroot><mi>x</mi><mn>3</mn></mroot>"), ("\\mathbb{R}", "<mi>ℝ</mi>"),
    ("\\mathbf{h}", "<mi>𝐡</mi>"), ("\\mathcal L", "<mi>ℒ</mi>"), ("\\mathrm{ReLU}", "<mi>ReLU</mi>"),
    ("\\mathrm{d}", "<mi mathvariant=\"normal\">d</mi>"), ("\\boldsymbol\\theta", "<mi>𝜽</mi>"),
    ("\\bm{W1}", "<mrow><mi>𝑾</mi><mn>𝟏</mn></mrow>"),
    ("T^\\top", "<msup><mi>T</mi><mi mathvariant=\"normal\">⊤</mi></msup>"),
    ("\\hat y", "<mover accent=\"true\"><mi>y</mi><mo stretchy=\"false\">^</mo></mover>"),
    ("a\\,b", "<mrow><mi>a</mi><mspace width=\"0.167em\"></mspace><mi>b</mi></mrow>"),
    ("\\text{if }x", "<mrow><mtext>if\u{A0}</mtext><mi>x</mi></mrow>"),
    ("\\text{a $x$}", "<mrow><mtext>a\u{A0}</mtext><mi>x</mi></mrow>"), ("\\text{50\\%}", "<mtext>50%</mtext>"),
    ("\\not=", "<mo stretchy=\"false\">=\u{338}</mo>"), ("", "<mrow></mrow>"), ("  x  ", "<mi>x</mi>"),
    ("\\displaystyle x", "<mstyle displaystyle=\"true\"><mi>x</mi></mstyle>"),
    (
      "\\pdv{L}{U}",
      "<mfrac><mrow><mi mathvariant=\"normal\">∂</mi><mi>L</mi></mrow><mrow><mi mathvariant=\"normal\">∂</mi><mi>U</mi></mrow></mfrac>"
    ),
    (
      "\\operatorname{softmax}(x)",
      "<mrow><mi>softmax</mi><mo>\u{2061}</mo><mo stretchy=\"false\">(</mo><mi>x</mi><mo stretchy=\"false\">)</mo></mrow>"
    ),
    (
      "2\\log x",
      "<mrow><mn>2</mn><mspace width=\"0.167em\"></mspace><mi>log</mi><mo>\u{2061}</mo><mspace width=\"0.167em\"></mspace><mi>x</mi></mrow>"
    ),
    ("\\hspace{1em}", "<mspace width=\"1.0em\"></mspace>"),
  ])
  func writesMathML(_ latex: String, _ expected: String) throws {
    #expect(try html(latex) == expected)
  }

  @Test func boundsStandWhereTheyBelong() throws {
    #expect(try html("\\sum_{t=1}^N").hasPrefix("<munderover><mo>∑</mo><mrow>"))
    #expect(try html("\\int_0^1").hasPrefix("<msubsup><mo>∫</mo>"))
    #expect(try html("\\sum\\nolimits_i").hasPrefix("<msub>"))
    #expect(try html("\\int\\limits_0").hasPrefix("<munder><mo movablelimits=\"false\">∫</mo>"))
    #expect(try html("\\int\\limits\\limits_0") == html("\\int\\limits_0"))
    #expect(try html("\\max_x f").contains("movablelimits=\"true\""))
    #expect(try html("\\underbrace{a+b}_{c}").hasPrefix("<munder><munder><mrow>"))
    #expect(try html("\\overset{!}{=}").hasPrefix("<mover><mo stretchy=\"false\">="))
  }

  @Test func aSignWithNothingBeforeItStandsCloseToWhatFollows() throws {
    #expect(try html("(-x)").contains("<mo stretchy=\"false\" form=\"prefix\">−</mo>"))
    #expect(try html("a = -x").contains("form=\"prefix\""))
    #expect(try !html("a - x").contains("form=\"prefix\"") && !html("(a) - x").contains("form=\"prefix\""))
  }

  @Test func spaceAndBracesMatterOnlyWhereTeXSaysSo() throws {
    #expect(try html("\\frac { a } { b }") == html("\\frac{a}{b}"))
    #expect(try html("\\frac\\alpha\\beta") == "<mfrac><mi>α</mi><mi>β</mi></mfrac>")
    #expect(try html("x_{\\mathrm{rm} a}") == "<msub><mi>x</mi><mrow><mi>rm</mi><mi>a</mi></mrow></msub>")
    #expect(try html("{\\rm ab} c") == "<mrow><mi>ab</mi><mi>c</mi></mrow>")
  }

  @Test(arguments: [
    ("\\nosuch x", MathError.Kind.unknownCommand("nosuch"), 1), ("a + \\nosuch", .unknownCommand("nosuch"), 5),
    ("\\frac{a}", .missingArgument("\\frac"), 9), ("x_", .missingArgument("_"), 3), ("{x", .unclosed("{"), 1),
    ("x}", .unexpected("}"), 2), ("x^a^b", .doubleScript("^"), 4), ("x_a_b", .doubleScript("_"), 4),
    ("a & b", .unexpected("&"), 3), ("\\left( x", .unclosed("\\left"), 1), ("x \\right)", .unexpected("\\right"), 3),
    ("\\begin{nosuch}\\end{nosuch}", .unknownEnvironment("nosuch"), 1),
    ("\\begin{matrix} a", .unclosed("\\begin{matrix}"), 1), ("\\left? x \\right)", .unexpected("?"), 6),
    ("\\begin{matrix}a\\end{cases}", .unexpected("\\end{cases}"), 20), ("\\text{a", .unclosed("\\text{"), 6),
    ("\\text{\\foo}", .unknownCommand("foo"), 7), ("\\text{a $b}", .unclosed("$"), 9),
    ("\\sqrt[3", .unclosed("\\sqrt["), 6),
    ("a\u{1}b", .unexpected("\u{1}"), 2), ("\\", .unknownCommand(""), 1), ("\\hspace{x}", .unexpected("x"), 9),
    ("a \\\\ b", .unexpected("\\\\"), 3), ("^", .missingArgument("^"), 2),
    ("a \\over b \\over c", .unexpected("\\over"), 11),
  ])
  func saysWhatIsWrongAndWhere(_ latex: String, _ kind: MathError.Kind, _ position: Int) {
    #expect(throws: MathError(kind: kind, position: position)) { try MathParser.element(of: latex) }
  }

  @Test func nestingIsBounded() throws {
    func nested(_ open: String, _ close: String, _ depth: Int) -> String {
      String(repeating: open, count: depth) + "x" + String(repeating: close, count: depth)
    }
    #expect(try html(nested("{", "}", 50)) == "<mi>x</mi>")
    for (open, close) in [
      ("{", "}"), ("\\frac1", ""), ("x^{", "}"), ("\\sqrt", ""), ("\\left(", "\\right)"), ("\\hat", ""),
      ("\\mathrm", ""),
      ("\\text{$", "$}"), ("\\begin{matrix}", "\\end{matrix}"), ("\\not", ""), ("\\substack{", "}"), ("x^\\frac1", ""),
    ] {
      #expect(throws: MathError.self, "\(open)") { try MathParser.element(of: nested(open, close, 10_000)) }
    }
  }

  /// Commands, signs and damage, thrown together: what is read is well formed, what is not is a typed error.
  @Test(arguments: 0..<40)
  func anyTextIsReadOrRefused(_ seed: UInt64) {
    var random = SplitMix64(seed)
    for _ in 0..<200 {
      let latex = (0..<Int.random(in: 1...14, using: &random)).map { _ in
        MathFuzz.parts.randomElement(using: &random) ?? ""
      }.joined(separator: Bool.random(using: &random) ? "" : " ")
      do throws(MathError) {
        let html = try MathParser.element(of: latex).html
        #expect(Markup.isWellFormed(html), "\(latex) → \(html)")
        #expect(!html.contains("<script") && !html.contains("onload=\""), "\(latex) → \(html)")
      } catch {
        #expect((1...latex.count + 1).contains(error.position), "\(latex): \(error)")
      }
    }
  }
}

/// What the fuzzers put together.
enum MathFuzz {
  static let parts = [
    "x", "1", "2.5", "_", "^", "{", "}", "{a}", "\\frac", "\\sqrt", "[3]", "\\left(", "\\right)", "\\left.", "\\right|",
    "\\middle|", "&", "\\\\", "\\begin{matrix}", "\\end{matrix}", "\\begin{aligned}", "\\end{aligned}",
    "\\begin{cases}",
    "\\end{cases}", "\\begin{array}{lr}", "\\end{array}", "\\sum", "\\limits", "\\log", "\\max", "\\alpha", "\\Gamma",
    "\\mathbb", "\\mathrm{ab}", "\\text{<b>}", "\\text{a $b$}", "'", "''", "\\hat", "\\underbrace", "\\over",
    "\\displaystyle", "\\rm", "\\bf", "\\not", "=", "<", ">", "\"", "<script>alert(1)</script>", "\\big(", "\\,", "\\ ",
    "\\hspace{1em}", "\\tag{1}", "\\label{<i>}", "\\substack{", "\\operatorname{a}", "\\pmod", "\\boxed", "\\", "$",
    "%",
    "∂", "é", "e\u{301}", "\u{338}", "漢", "👩‍💻", "\u{0}", "\u{202E}", "\n", "\\[2pt]", "[2pt]", "\\href{javascript:x}{y}",
    "\\style{x}", "\\class{y}", "\" onload=\"x",
  ]
}
