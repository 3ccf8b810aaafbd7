import Testing

@testable import ComputationGraphs

@Suite struct FormulaParserTests {
  private func parse(_ text: String) throws(FormulaError) -> Formula {
    var parser = try FormulaParser(text, names: FormulaNames(.elman))
    return try parser.parse()
  }

  @Test func `Every part of a formula knows its place in the text`() throws {
    let text =
      #"\frac{\partial L}{\partial U} = \sum_{t=1}^{N} \left( \frac{\partial \mathbf{o}_t}{\partial h_{t-1}} + 2 \right)^2 dh_1/dU"#
    let formula = try parse(text)
    #expect(formula.sides.map(formula.excerpt).first == #"\frac{\partial L}{\partial U}"#)
    guard case .series(let series) = formula.nodes[formula.sides[1]].kind,
      case .product(let factors) = formula.nodes[series.body].kind,
      case .power(let base, let exponent) = formula.nodes[factors[0]].kind,
      case .sum(let terms) = formula.nodes[base].kind
    else {
      Issue.record("a sum over t of a product with a square of a sum")
      return
    }
    #expect(series.variable == "t" && formula.excerpt(series.lower) == "1" && formula.excerpt(series.upper) == "N")
    #expect(formula.excerpt(terms[0]) == #"\frac{\partial \mathbf{o}_t}{\partial h_{t-1}}"#)
    #expect(formula.excerpt(base) == #"\left( \frac{\partial \mathbf{o}_t}{\partial h_{t-1}} + 2 \right)"#)
    #expect(formula.excerpt(exponent) == "2" && formula.excerpt(factors[1]) == "dh_1/dU")
  }

  @Test(arguments: [
    ("h_t", "h_{t}"), ("h_{t-1}", "h_(t-1)"), ("h[t-1]", "h_{t-1}"), ("h₁₂", "h_12"), ("h12", "h_{12}"), ("ht", "h_t"),
    ("h^{(t)}", "h_t"), (#"\mathbf{h}_{t}"#, "h_t"), (#"\mathbf{h_t}"#, "h_t"), ("{h}_t", "h_t"), ("𝐡_t", "h_t"),
    ("ℎₜ₋₁", "h_{t-1}"), (#"\boldsymbol h_{t}"#, "h_t"),
  ]) func `An index may be written in many ways`(_ one: String, _ other: String) throws {
    let (first, second) = (try parse("do_1/d\(one)"), try parse("do_1/d\(other)"))
    guard case .derivative(let a) = first.nodes[first.sides[0]].kind,
      case .derivative(let b) = second.nodes[second.sides[0]].kind,
      let indexA = a.by.index, let indexB = b.by.index
    else {
      Issue.record("both are derivatives by a state")
      return
    }
    func spelled(_ node: Int, in formula: Formula) -> String {
      switch formula.nodes[node].kind {
      case .sum(let parts): parts.map { spelled($0, in: formula) }.joined(separator: "+")
      case .negation(let part): "-" + spelled(part, in: formula)
      case .name(let name): name
      case .number(let number): "\(number.numerator)"
      default: "?"
      }
    }
    #expect(spelled(indexA, in: first) == spelled(indexB, in: second))
  }

  @Test func `In plain text without spaces h_t-1 is the state before, in LaTeX it is not`() throws {
    let plain = try parse("dh_t/dh_t-1")
    #expect(plain.excerpt(plain.sides[0]) == "dh_t/dh_t-1")
    guard case .derivative = plain.nodes[plain.sides[0]].kind else {
      Issue.record("one derivative")
      return
    }
    let latex = try parse(#"\partial h_t/\partial h_t-1"#)
    guard case .sum = latex.nodes[latex.sides[0]].kind else {
      Issue.record("a difference")
      return
    }
  }

  @Test func `A product over an index reaches as far as its index is mentioned`() throws {
    let formula = try parse(#"\prod_{j=k+1}^{t} \frac{dh_j}{dh_{j-1}} \frac{dh_k}{dU} \frac{dL}{do_t}"#)
    guard case .product(let factors) = formula.nodes[formula.sides[0]].kind else {
      Issue.record("a product")
      return
    }
    #expect(
      factors.map(formula.excerpt) == [
        #"\prod_{j=k+1}^{t} \frac{dh_j}{dh_{j-1}}"#, #"\frac{dh_k}{dU}"#, #"\frac{dL}{do_t}"#,
      ])
  }

  static let unreadable: [(String, FormulaError.Kind, Int, String)] = [
    ("", .empty, 0, "a derivative like"), ("  ", .empty, 2, "a derivative like"),
    ("dL/do_1 *", .syntax, 9, "a factor"), ("* dL/do_1", .syntax, 0, "a factor"),
    ("dL/do_1 +", .syntax, 9, "a derivative"),
    ("(dL/do_1", .unbalanced, 8, "“)”"), ("dL/do_1)", .unbalanced, 7, "an operator"),
    ("(dL/do_1]", .unbalanced, 8, "“)”"),
    (#"\frac{dL}{do_1"#, .unbalanced, 14, "“}”"), (#"\frac{dL}"#, .syntax, 9, ""), ("dL", .syntax, 2, "“/”"),
    (#"\frac{\partial L}{o_1}"#, .syntax, 18, "∂"), (#"\frac{L}{\partial o_1}"#, .syntax, 6, "∂"),
    ("dL/dq_1", .name, 4, "one of L, h_t, o_t, x_t, U, V, W"), ("dloss/do_1", .name, 1, "one of L"),
    ("dL/do", .name, 5, "an index"), ("dL_1/do_1", .name, 1, "L alone"), ("do_1/dU_1", .name, 6, "U alone"),
    (#"\foo"#, .command, 0, "\\frac"), ("dL/do_1 € 2", .character, 8, "a quantity"), ("dL/do_{1,1}", .syntax, 8, "“}”"),
    (#"\sum dL/do_t"#, .syntax, 5, "_{t=1}^{N}"), ("sum dL/do_t", .syntax, 4, "(t=1..N, …)"),
    (#"\begin{align} dL/do_1"#, .unbalanced, 0, "\\end{align}"), (#"\begin{tikzpicture}"#, .command, 7, "align"),
    ("∂²L/∂U", .syntax, 1, "a quantity"), ("dL/do_1 = ", .syntax, 10, "a derivative"),
    ("sum(1=1..N, dL/do_1)", .syntax, 3, "the index"), ("dL/do_1 / do_1/dh_1", .syntax, 10, "number"),
    ("dL/do_{1.5}", .number, 7, "whole number"), ("99999999999999999999", .number, 0, "below"),
    ("sum(i=1..10^9, dL/do_1)", .tooManyTerms, 0, "a sum or product over steps"),
    (#"\sum_{i=1}^{10^9} \frac{\partial L}{\partial o_1}"#, .tooManyTerms, 0, "a sum or product over steps"),
    ("sum(i=1..10^(10^10), dL/do_1)", .number, 9, "below"), ("(dL/do_1)^1000000000", .tooManyTerms, 0, "steps"),
    ("(dL/do_1)^(-1)", .number, 10, "at least 0"),
  ]

  @Test(arguments: unreadable) func `What cannot be read is pointed at, with what was expected there`(
    _ text: String, _ kind: FormulaError.Kind, _ offset: Int, _ expected: String
  ) {
    guard case .unreadable(let error) = DerivativeQuestion(by: "U", length: .any).judge(text) else {
      Issue.record("“\(text)” cannot be read")
      return
    }
    #expect(error.kind == kind && error.offset == offset, "\(error)")
    #expect(error.expected.contains(expected), "\(error)")
    #expect(error.description.hasPrefix("Line 1, column \(offset + 1): "))
    #expect(error.description.contains(String(repeating: " ", count: offset) + "^\n"))
  }

  @Test func `Deep nests, endless sums and megabytes end in a message`() {
    let question = DerivativeQuestion(by: "U", length: .exactly(2))
    let deep: [(String, FormulaError.Kind)] = [
      (String(repeating: "(", count: 10_000) + "dL/do_1" + String(repeating: ")", count: 10_000), .tooDeep),
      (String(repeating: "{", count: 10_000), .tooDeep), (String(repeating: #"\frac{"#, count: 10_000), .tooDeep),
      (String(repeating: "Σ_t ", count: 10_000), .tooDeep), (String(repeating: "d{", count: 10_000), .syntax),
      (String(repeating: "h_{", count: 10_000), .tooDeep), (String(repeating: "2^", count: 10_000) + "2", .syntax),
      (String(repeating: #"\frac"#, count: 10_000), .tooDeep), (String(repeating: "2^{", count: 10_000), .tooDeep),
      (String(repeating: "dL/do_1 + ", count: 100_000), .tooLong),
      (String(repeating: "sum(t=1..900,", count: 90), .tooDeep),
      (String(repeating: "sum(t=1..900,", count: 40) + "1" + String(repeating: ")", count: 40), .tooManyTerms),
    ]
    for (text, kind) in deep {
      guard case .unreadable(let error) = question.judge(text) else {
        Issue.record("“\(text.prefix(30))…” is refused")
        continue
      }
      #expect(error.kind == kind, "\(error)")
    }
    // Long but flat: read, and found wrong.
    let flat = Array(repeating: "dL/do_1", count: 1_000)
    #expect(!question.judge(flat.joined(separator: " + ")).isRight)
    #expect(!question.judge(flat.joined(separator: " ")).isRight)
    #expect(!question.judge("dL/do_1" + String(repeating: " / 2", count: 2_000)).isRight)
    #expect(!question.judge(String(repeating: "-", count: 90_000) + "dL/do_1").isRight)
    #expect(!question.judge("dL/do_1" + String(repeating: "^T", count: 40_000)).isRight)
    #expect(!question.judge(String(repeating: "(dL/do_1 + do_1/dh_1 + dh_1/dU)", count: 50)).isRight)
  }
}
