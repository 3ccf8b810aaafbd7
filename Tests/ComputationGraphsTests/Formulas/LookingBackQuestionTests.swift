import Testing

@testable import ComputationGraphs

@Suite struct LookingBackQuestionTests {
  @Test(arguments: [
    "0", "-0", "[0, 0]", "(0,0)^T", #"\begin{bmatrix} 0 \\ 0 \end{bmatrix}"#,
    #"$\frac{\partial h_1}{\partial U_{1,1}} = \vec{0}$"#,
    "[[0], [0]]", "x_1[0] * σ'(U x_1 + V h_0)", #"\sigma'(U_{11} x_{1,1} + U_{12} x_{1,2}) x_{1,1} = 0"#,
    "[x_1[0] σ'(a), 0]",
    #"\begin{pmatrix} \sigma'(z_1) \cdot 0 \\ 0 \end{pmatrix}"#, "the zero vector", "σ'(z) · 0 + 0", "0/3",
    "[0.0, 0.0]",
  ]) func `Zero in any form is right`(_ text: String) {
    #expect(LookingBackQuestion().judge(text) == .right, "\(LookingBackQuestion().judge(text))")
  }

  @Test(arguments: ["1", "[0, 1]", "x_1", "σ'(z)", "x_1[1] σ'(z)", "[0, 0, 0]", "[0, σ'(z)]", "x_{1,2} σ'(z)", "0.6"])
  func `Anything else is wrong, and why is said`(_ text: String) {
    guard case .wrong(let message) = LookingBackQuestion().judge(text) else {
      Issue.record("“\(text)” is wrong: \(LookingBackQuestion().judge(text))")
      return
    }
    #expect(message.contains("U_{1,1}") || message.contains("2 elements"))
  }

  @Test(arguments: [("", 0), ("0 +", 3), ("[0, 0", 5), ("0)", 1), ("[0,0] + [1,2,3]", 6), ("x_1[7]", 4)])
  func `What cannot be read is pointed at`(_ text: String, _ offset: Int) {
    guard case .unreadable(let error) = LookingBackQuestion().judge(text) else {
      Issue.record("“\(text)” cannot be read: \(LookingBackQuestion().judge(text))")
      return
    }
    #expect(error.offset == offset, "\(error)")
  }
}
