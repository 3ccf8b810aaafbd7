import Testing

@testable import ComputationGraphs

@Suite struct BigramStatementQuestionTests {
  let question = BigramStatementQuestion()

  @Test(arguments: [
    #"U = I, V = 0, W = T^\top, \sigma = \mathrm{id}"#, #"$U = I$, $V = 0$, $W = T^\top$, and $\sigma(x) = x$"#,
    "U = T', V = 0, W = I, σ = identity", "U = T.T, V = zeros(N, N), W = eye(N), sigma = lambda x: x",
    "U = torch.eye(2)\nV = torch.zeros(2, 2)\nW = T.t()\nsigma = identity",
    "U=transpose(T); V=0; W=I; sigma is the identity function",
    #"\mathbf{U} = \mathbf{I}_N, \mathbf{V} = \mathbf{0}_{N \times N}, \mathbf{W} = \mathbf{T}^{\top}, \sigma(x) = x"#,
    "σ(x) = x\nU = I\nV = 0\nW = Tᵀ", #"\begin{align} U &= I \\ V &= 0 \\ W &= T^T \\ \sigma(z) &= z \end{align}"#,
    "W = A, U = A^{-1}T^\\top, V = 0, σ = id", "WU = T^\\top, V = 0, σ = id",
    "W = T^T U^{-1}, V = 0, σ = id, where U is any invertible matrix",
    #"W = 2T^\top, U = \frac12 I, V = 0, \sigma = \mathrm{id}"#, "U = I, V = 0, W = T', σ = ReLU",
    "U = T', V = 0, W = I, σ = max(0, x)",
    "U = I + 0, V = 0 T, W = (T' + T')/2, σ = id", "U_{ij} = T_{ji}, V = 0, W_{ij} = \\delta_{ij}, σ = id",
    "V = 0 and U = I and W is the transpose of T and σ: x ↦ x", "σ(x) = -x, U = I, V = 0, W = -T^T",
    "h_0 = 0, U = I, V = 0, W = (T^T), σ = id",
    "U = I, V = 0, W = ((T')')', σ = linear", "A = T', U = A, W = I, V = 0, σ = id",
  ]) func `Right statements pass`(_ text: String) {
    #expect(question.judge(text) == .right, "\(question.judge(text))")
  }

  @Test(arguments: [
    ("U = I, V = 0, W = T, σ = id", BigramStatementDiagnosis.Kind.transposition, "W" as String?, 1),
    ("U = T, V = 0, W = I, σ = id", .transposition, "U", 1), ("W U = T, V = 0, σ = id", .transposition, "W", 1),
    ("U = I, V = I, W = T', σ = id", .recurrence, "V", 2), ("U = T', V = T, W = I, σ = id", .recurrence, "V", 2),
    ("U = I, V = 0, W = T', σ = tanh", .activation, "σ", 1), ("U = I, V = 0, W = T', σ = sigmoid", .activation, "σ", 1),
    ("U = I, V = 0, W = T', σ = softmax", .activation, "σ", 1),
    ("U = I, V = 0, W = T', σ(x) = 2x", .activation, "σ", 1),
    ("W = A, U = T' A^{-1}, V = 0, σ = id", .order, "W", 1), ("U W = T', V = 0, σ = id", .order, "W", 1),
    ("U = T', V = 0, W = T', σ = id", .tableTwice, "W", 1), ("U = I, V = 0, W = I, σ = id", .noTable, nil, 1),
    ("U = I, V = 0, W = 2T', σ = id", .scale, "W", 1), ("U = 0, V = 0, W = T', σ = id", .nothing, "U", 1),
    ("U = I, V = I, W = T, σ = id", .transposition, "W", 1), ("U = I, V = 0, W = T, σ = tanh", .transposition, "W", 1),
    ("U = I, V = 0, W = T T T + T', σ = id", .other, nil, 1),
  ]) func `Wrong statements show the misconception and the first step that has it`(
    _ text: String, _ kind: BigramStatementDiagnosis.Kind, _ parameter: String?, _ step: Int
  ) {
    guard case .wrong(let diagnosis) = question.judge(text) else {
      Issue.record("“\(text)” is wrong: \(question.judge(text))")
      return
    }
    #expect(diagnosis.kind == kind && diagnosis.parameter == parameter && diagnosis.step == step, "\(diagnosis)")
    if let parameter, let range = diagnosis.range {
      #expect(FormulaText(text)[range].contains(parameter), "\(diagnosis)")
    }
    #expect(!diagnosis.message.contains("T^") && !diagnosis.message.contains("Tᵀ"))
  }

  @Test func `What is not stated or cannot be worked out is said`() {
    for (text, kind) in [
      ("U = I, V = 0, W = T'", BigramStatementDiagnosis.Kind.missing), ("V = 0, W = T', σ = id", .missing),
      ("σ = id", .missing),
      ("U = U, V = 0, W = T', σ = id", .undefined), ("U = W, W = U, V = 0, σ = id", .undefined),
      ("U = 0^{-1}, V = 0, W = T, σ = id", .undefined),
    ] {
      guard case .wrong(let diagnosis) = question.judge(text) else {
        Issue.record("“\(text)” is wrong: \(question.judge(text))")
        continue
      }
      #expect(diagnosis.kind == kind, "\(diagnosis)")
    }
  }

  @Test(arguments: [
    ("", 0), ("hello", 5), ("U = loss, V = 0", 4), ("U = ", 4), ("U = I +", 7), ("U = (I", 6), ("T = I", 0),
    ("U = I, U = T", 7),
    ("σ = sin", 4), ("σ(x) = x + 1", 9), ("U = T^3", 6), ("U = I / T", 8), ("h_0 = 1", 6),
    (#"U = \begin{bmatrix} 1 \end{bmatrix}"#, 4),
    ("U_{ij} = T_{jk}", 9), ("U = 5 = x", 6),
  ]) func `What cannot be read is pointed at`(_ text: String, _ offset: Int) {
    guard case .unreadable(let error) = question.judge(text) else {
      Issue.record("“\(text)” cannot be read: \(question.judge(text))")
      return
    }
    #expect(error.offset == offset, "\(error)")
  }

  @Test func `Deep nests and megabytes end in a message`() {
    for text in [
      "U = " + String(repeating: "(", count: 10_000), "U = " + String(repeating: "transpose(", count: 10_000),
      String(repeating: "U = I, ", count: 200_000),
      "U = " + String(repeating: "transpose of ", count: 7_000), "U = " + String(repeating: #"\frac"#, count: 10_000),
      "U = " + String(repeating: "np.", count: 10_000), "U = " + String(repeating: "{", count: 10_000),
      "σ" + String(repeating: "(", count: 10_000),
    ] {
      guard case .unreadable = question.judge(text) else {
        Issue.record("“\(text.prefix(30))…” is refused")
        continue
      }
    }
    #expect(question.judge("U = I" + String(repeating: " I", count: 40_000) + ", V = 0, W = T', σ = id") == .right)
    #expect(question.judge("U = T'" + String(repeating: "^{-1}'", count: 12_000) + ", V = 0, W = I, σ = id") == .right)
    #expect(question.judge("U = T" + String(repeating: "'", count: 50_001) + ", V = 0, W = I, σ = id") == .right)
  }
}
