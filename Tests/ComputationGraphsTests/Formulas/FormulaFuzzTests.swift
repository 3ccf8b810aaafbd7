import Autograd
import Testing

@testable import ComputationGraphs

/// Random texts: every one ends in a verdict, and an error points into the text.
@Suite struct FormulaFuzzTests {
  private static let pieces = [
    "\\frac", "{", "}", "\\partial", "d", "L", "o", "h", "U", "V", "W", "x", "_", "^", "1", "2", "t", "k", "-", "+",
    "*", "/",
    "(", ")", "[", "]", "=", ",", "sum", "prod", "\\sum", "\\prod", "_{t=1}", "^{N}", "(t=1..N,", "\\left", "\\right",
    "\\mathbf",
    "\\begin{align}", "\\end{align}", "\\begin{bmatrix}", "&", "\\\\", "$", "`", " ", "\n", "'", "<", "≤", "…", "..",
    "∂", "Σ", "₁",
    "ₜ₋₁", "²", "𝄞", "é", "\u{301}", "\u{0}", "T", "I", "σ", "\\top", "and", "id", "torch.", ".T", "0", "any", "is",
    "x_1[0]", "∈",
    "\\{", "\\}", "\\dots", "dL/do_1", "do_1/dh_1", "dh_1/dU", "dh_t/dh_k", "\\", "N", "99999999999", "ReLU",
  ]

  private func text(_ generator: inout SeededGenerator) -> String {
    let count = Int.random(in: 1...30, using: &generator)
    return (0..<count).map { _ in Self.pieces[Int.random(in: 0..<Self.pieces.count, using: &generator)] }.joined()
  }

  private func check(_ error: FormulaError, _ text: String) {
    #expect((0...text.count).contains(error.offset), "\(text)")
    #expect(!error.problem.isEmpty && !error.expected.isEmpty && error.pointer.hasSuffix("^"), "\(text)")
  }

  @Test func `Any mixture of pieces gets a verdict`() {
    var generator = SeededGenerator(seed: 4)
    let questions = [DerivativeQuestion(by: "U", length: .any), DerivativeQuestion(by: "W", length: .exactly(2))]
    let (statements, value) = (BigramStatementQuestion(), LookingBackQuestion())
    for number in 0..<3_000 {
      let text = text(&generator)
      if case .unreadable(let error) = questions[number % 2].judge(text) { check(error, text) }
      if case .unreadable(let error) = statements.judge(text) { check(error, text) }
      if case .unreadable(let error) = value.judge(text) { check(error, text) }
    }
  }

  @Test func `A right formula with random characters changed gets a verdict`() {
    var generator = SeededGenerator(seed: 5)
    let question = DerivativeQuestion(by: "U", length: .any)
    var wrong = 0
    for number in 0..<800 {
      var writer = FormulaWriter(seed: UInt64(number))
      writer.write(LabFormulas.generalForm(number % LabFormulas.generalForms, "t", "k", "j"))
      var characters = Array(writer.text)
      for _ in 0..<Int.random(in: 1...2, using: &generator) {
        let place = Int.random(in: 0..<characters.count, using: &generator)
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: characters.remove(at: place)
        case 1: characters.swapAt(place, Int.random(in: 0..<characters.count, using: &generator))
        default:
          characters.insert(
            contentsOf: Self.pieces[Int.random(in: 0..<Self.pieces.count, using: &generator)], at: place)
        }
      }
      let text = String(characters)
      switch question.judge(text) {
      case .unreadable(let error): check(error, text)
      case .wrong(let diagnosis):
        wrong += 1
        #expect(FormulaText(text)[diagnosis.place.range] == diagnosis.place.excerpt)
      case .right: break
      }
    }
    #expect(wrong > 20)
  }

  @Test func `Random scalars of all of Unicode get a verdict`() {
    var generator = SeededGenerator(seed: 6)
    let question = DerivativeQuestion(by: "U", length: .exactly(1))
    for _ in 0..<2_000 {
      var text = ""
      for _ in 0..<Int.random(in: 1...40, using: &generator) {
        guard let scalar = Unicode.Scalar(UInt32.random(in: 0...0x10FFFF, using: &generator)) else { continue }
        text.unicodeScalars.append(scalar)
      }
      if case .unreadable(let error) = question.judge(text) { check(error, text) }
    }
  }
}
