import ComputationGraphs

/// Judges what a learner writes in mathematics or in words.
package struct FormulaJudge: Sendable {
  private let question: Lab.Question

  package init(_ question: Lab.Question) { self.question = question }

  /// Judges a text; nil where the question is no question for a text.
  package func judge(_ text: String) -> Verdict? {
    guard text.contains(where: { !$0.isWhitespace }) else {
      return Verdict(.missing, "There is nothing here yet.", details: [], diagnosis: "missing")
    }
    switch question.check.kind {
    case .derivative(let parameter, let length):
      let asked = DerivativeQuestion(by: parameter, length: length.map { .exactly($0) } ?? .any)
      switch asked.judge(text) {
      case .right(let agreement): return right(agreement.remarks)
      case .wrong(let diagnosis):
        return wrong(
          diagnosis.message, "\(diagnosis.kind)", picture: diagnosis.picture(of: asked.architecture))
      case .unreadable(let error): return unreadable(error)
      }
    case .bigramStatement:
      switch BigramStatementQuestion().judge(text) {
      case .right: return right([])
      case .wrong(let diagnosis): return wrong(diagnosis.message, "\(diagnosis.kind)")
      case .unreadable(let error): return unreadable(error)
      }
    case .lookingBack(let input):
      switch LookingBackQuestion(input: input).judge(text) {
      case .right: return right([])
      case .wrong(let message): return wrong(message, "wrong")
      case .unreadable(let error): return unreadable(error)
      }
    case .words(let selfCheck):
      let isHonest = text.split(whereSeparator: \.isWhitespace).count >= 4
      guard isHonest else {
        return Verdict(
          .missing, "Write a sentence or two first.",
          details: ["The list for comparing your answer with is shown when there is one."], diagnosis: "short")
      }
      return Verdict(.kept, "Your answer is kept for the person who reads it.", details: selfCheck, diagnosis: "kept")
    case .values: return nil
    }
  }

  private func right(_ remarks: [String]) -> Verdict {
    Verdict(.right, "Right.", details: remarks + (question.check.uncovered.map { [$0] } ?? []), diagnosis: "right")
  }

  private func wrong(_ message: String, _ diagnosis: String, picture: String? = nil) -> Verdict {
    Verdict(.wrong, "Not right yet.", details: [message], diagnosis: diagnosis, picture: picture)
  }

  private func unreadable(_ error: FormulaError) -> Verdict {
    Verdict(.wrong, "This cannot be read.", details: [error.description], diagnosis: "unreadable")
  }
}
