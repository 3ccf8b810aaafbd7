import Autograd
import Testing

@testable import ComputationGraphs

@Suite struct DerivativeQuestionTests {
  static let right: [(DerivativeQuestion.Length, String)] = [
    (
      .exactly(1),
      #"\frac{\partial L}{\partial o_1} \cdot \frac{\partial o_1}{\partial h_1} \cdot \frac{\partial h_1}{\partial U}"#
    ),
    (.exactly(1), "dL/do_1 * do_1/dh_1 * dh_1/dU"),
    (.exactly(1), "∂h₁/∂U·∂o₁/∂h₁·∂L/∂o₁"),
    (.exactly(1), "(dL)/(do1) (do1)/(dh1) (dh1)/(dU)"),
    (.exactly(1), #"\pdv{L}{o_1} \dv{o_1}{h_1} \pdv{h_1}{U}"#),
    (.exactly(1), #"\frac{\partial}{\partial o_1} L \cdot \nabla_{h_1} o_1 \cdot \partial_U h_1"#),
    (
      .exactly(1),
      #"$$\frac{\partial L(\mathbf{U}, \mathbf{V}, \mathbf{W}, x_1, x_2, h_0)}{\partial \mathbf{U}} = \frac{\partial L(o_1, x_2)}{\partial o_1} \frac{\partial o_1(\mathbf{W}, h_1)}{\partial h_1} \frac{\partial h_1(\mathbf{U}, \mathbf{V}, h_0, x_1)}{\partial \mathbf{U}}$$"#
    ),
    (
      .exactly(2),
      #"""
      There are 3 paths, so
      \[ \begin{aligned}
      \frac{\partial L}{\partial U} &= \frac{\partial L}{\partial o_1}\frac{\partial o_1}{\partial h_1}\frac{\partial h_1}{\partial U} \\[2pt]
      &\quad + \frac{\partial L}{\partial o_2}\frac{\partial o_2}{\partial h_2}\Bigl(\frac{\partial h_2}{\partial U}
      + \frac{\partial h_2}{\partial h_1}\frac{\partial h_1}{\partial U}\Bigr).
      \end{aligned} \]
      """#
    ),
    (.exactly(2), "dL/do_1 do_1/dh_1 dh_1/dU + dL/do_2 do_2/dh_2 (∂h_2/∂U + dh_2/dh_1 dh_1/dU)"),
    (.exactly(2), "sum(t=1..2, dL/do_t do_t/dh_t sum(k=1..t, dh_t/dh_k dh_k/dU))"),
    (.exactly(3), "Σ_{t=1}^N ∂L/∂oₜ ∂oₜ/∂hₜ Σ_{k=1}^t ∂hₜ/∂hₖ ∂hₖ/∂U"),
    (.any, "Σ_t ∂L/∂o_t ∂o_t/∂h_t [∂h_t/∂U + Σ_{k<t} (Π_{j=k+1..t} ∂h_j/∂h_{j−1}) ∂h_k/∂U]"),
    (.any, "sum(t=1..N, dL/do_t * do_t/dh_t * sum(k=1..t, prod(j=k+1..t, dh_j/dh_j-1) * dh_k/dU))"),
    (
      .any,
      #"\sum_{1 \le k \le t \le N} \frac{\partial L}{\partial o_t}\frac{\partial o_t}{\partial h_t}\frac{\partial h_t}{\partial h_k}\frac{\partial h_k}{\partial U}"#
    ),
    (
      .any,
      #"\sum_{t\in\{1,\dots,N\}} \frac{dL}{do_t}\frac{do_t}{dh_t} \sum_{k=1,\dots,t} \prod_{t\ge j>k} \frac{dh_j}{dh_{j-1}} \frac{dh_k}{dU}"#
    ),
    (
      .any,
      #"\sum_{\tau=1}^N \frac{dL}{do_\tau}\frac{do_\tau}{dh_\tau} \sum_{k'=0}^{\tau} \prod_{\ell=k'+1}^{\tau} \frac{dh_\ell}{dh_{\ell-1}} \frac{dh_{k'}}{dU}"#
    ),
    (.any, "sum over t from 1 to N of dL/do^{(t)} do^{(t)}/dh^{(t)} sum_(k=1)^t dh^{(t)}/dh^{(k)} dh^{(k)}/dU"),
  ]

  @Test(arguments: right) func `Right forms of the lab pass`(_ length: DerivativeQuestion.Length, _ text: String) {
    let verdict = DerivativeQuestion(by: "U", length: length).judge(text)
    #expect(verdict.isRight, "\(verdict)")
  }

  @Test func `A partial that was worked out is right, with a remark`() throws {
    for (length, text) in [
      (1, "2(o_1 - x_2) do_1/dh_1 dh_1/dU"), (1, #"2 (o_1 - x_2) \cdot W \cdot \frac{\partial h_1}{\partial U}"#),
    ] {
      guard case .right(let agreement) = DerivativeQuestion(by: "U", length: .exactly(length)).judge(text) else {
        Issue.record("\(text) is right")
        continue
      }
      #expect(agreement.remarks == ["The question asked for the given partials; what you worked out has their value."])
    }
    #expect(!DerivativeQuestion(by: "U", length: .exactly(1)).judge("2(o_1 - x_1) do_1/dh_1 dh_1/dU").isRight)
    #expect(!DerivativeQuestion(by: "U", length: .exactly(1)).judge("(o_1 - x_2) do_1/dh_1 dh_1/dU").isRight)
  }

  @Test func `Given lengths are compared exactly, and the general question with a stated bound`() {
    let text = "sum(t=1..N, dL/do_t do_t/dh_t sum(k=1..t, dh_t/dh_k dh_k/dU))"
    guard case .right(let fixed) = DerivativeQuestion(by: "U", length: .exactly(5)).judge(text),
      case .right(let general) = DerivativeQuestion(by: "U", length: .any).judge(text)
    else {
      Issue.record("the formula is right")
      return
    }
    #expect(fixed.lengths == 5...5 && fixed.exactLengths == 5...5 && fixed.errorBound == 0)
    #expect(general.lengths == 1...8 && general.exactLengths == 1...4)
    // Degree N + 2 for N = 5 to 8, at two points each.
    let bound = (7...10).reduce(0.0) { $0 + Double($1 * $1) } / 0x1p122
    #expect(abs(general.errorBound / bound - 1) < 1e-9)
  }

  @Test func `Derivatives by V and W have their own paths`() {
    let v = "sum(t=1..N, dL/do_t do_t/dh_t sum(k=1..t, dh_t/dh_k dh_k/dV))"
    let w = "sum(t=1..N, dL/do_t do_t/dW)"
    #expect(DerivativeQuestion(by: "V", length: .any).judge(v).isRight)
    #expect(DerivativeQuestion(by: "W", length: .any).judge(w).isRight)
    #expect(DerivativeQuestion(by: "W", length: .exactly(2)).judge("2(o_1-x_2) h_1 + 2(o_2-x_3) h_2").isRight)
    #expect(!DerivativeQuestion(by: "U", length: .any).judge(v).isRight)
    #expect(!DerivativeQuestion(by: "V", length: .any).judge(w).isRight)
    #expect(DerivativeQuestion(by: "V", length: .any).paths(length: 3).count == 6)
    #expect(DerivativeQuestion(by: "W", length: .any).paths(length: 3).count == 3)
  }

  @Test func `Another architecture is described by what its quantities are functions of`() {
    // Two layers: g above h.
    let architecture = RecurrentArchitecture(
      variables: [
        .init("h", of: [.parameter("U"), .step("h", offset: -1), .step("x", offset: 0)]),
        .init("g", of: [.parameter("R"), .step("g", offset: -1), .step("h", offset: 0)]),
        .init("o", of: [.parameter("W"), .step("g", offset: 0)]),
      ], loss: .init("L", of: [.step("o", offset: 0)]))
    let question = DerivativeQuestion(by: "U", length: .exactly(2), architecture: architecture)
    #expect(question.paths(length: 2).count == 4)
    let text =
      "dL/do_1 do_1/dg_1 dg_1/dh_1 dh_1/dU + dL/do_2 do_2/dg_2 (dg_2/dh_2 (dh_2/dU + dh_2/dh_1 dh_1/dU) + dg_2/dg_1 dg_1/dh_1 dh_1/dU)"
    #expect(question.judge(text).isRight, "\(question.judge(text))")
    #expect(!question.judge(text.replacing("dg_2/dg_1 ", with: "")).isRight)
  }

  @Test func `Arguments decide which derivative is meant`() {
    let question = DerivativeQuestion(by: "U", length: .exactly(2))
    let right =
      "dL(o_1, o_2, x_2, x_3)/do_1 do_1(W, h_1)/dh_1 dh_1(U, V, h_0, x_1)/dU + dL/do_2 do_2/dh_2 (dh_2(U, V, h_1, x_2)/dU + dh_2/dh_1 dh_1/dU)"
    #expect(question.judge(right).isRight, "\(question.judge(right))")
    // As a function of U alone, h_2 has the path through h_1 in it.
    let total = right.replacing("dh_2(U, V, h_1, x_2)/dU", with: "dh_2(U, V, W, x_1, x_2, h_0)/dU")
    #expect(!question.judge(total).isRight)
    // o_1 as a function of W and h_1 does not depend on U.
    #expect(!question.judge("dL/do_1 do_1(W, h_1)/dU").isRight)
  }

  @Test func `Steps in between are looked at, and the last one is judged`() {
    let question = DerivativeQuestion(by: "U", length: .exactly(1))
    let right = "dL/dU = dL/dh_1 dh_1/dU = dL/do_1 do_1/dh_1 dh_1/dU"
    #expect(question.judge(right).description == "Right.")
    let odd = "dL/dU = dL/do_1 dh_1/dU = dL/do_1 do_1/dh_1 dh_1/dU"
    #expect(
      question.judge(odd).description == "Right. The step “dL/do_1 dh_1/dU” before it is not equal to it, though.")
  }

  @Test func `Two hundred rewritings of right formulas are right`() {
    let names = ["t", "k", "j", "i", "s"]
    for seed in 0..<200 as Range<UInt64> {
      var generator = SeededGenerator(seed: seed &* 7919)
      var writer = FormulaWriter(seed: seed)
      let isGeneral = seed % 4 == 0
      let length = 1 + Int(seed % 5)
      if writer.style == .latex, seed % 3 == 0 { writer.write(#"\frac{\partial L}{\partial U} = "#) }
      if isGeneral {
        let indices = names.shuffled(using: &generator)
        writer.write(
          LabFormulas.generalForm(Int(seed / 4) % LabFormulas.generalForms, indices[0], indices[1], indices[2]))
      } else {
        writer.write(LabFormulas.form(length, using: &generator))
      }
      // The general form answers the question for a length, too.
      let question = DerivativeQuestion(by: "U", length: isGeneral && seed % 8 == 0 ? .any : .exactly(length))
      let verdict = question.judge(writer.text)
      #expect(verdict.isRight, "seed \(seed): \(writer.text)\n\(verdict)")
    }
  }
}
