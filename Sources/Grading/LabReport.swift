/// What the checks of a whole notebook found, as text.
package struct LabReport {
  private let lab: Lab
  private let verdicts: [String: Verdict]

  package init(_ lab: Lab, _ verdicts: [String: Verdict]) { (self.lab, self.verdicts) = (lab, verdicts) }

  /// Whether every question has a right answer, or one that is kept for a person.
  package var isComplete: Bool {
    lab.questions.allSatisfy { question in
      [.right, .kept].contains(verdicts[question.name]?.outcome ?? .missing)
    }
  }

  /// The points of right answers, and of all questions that are not read by a person.
  package var points: (reached: Double, of: Double) {
    let judged = lab.questions.filter { if case .words = $0.check.kind { false } else { true } }
    return (
      judged.filter { verdicts[$0.name]?.outcome == .right }.map(\.points).reduce(0, +),
      judged.map(\.points).reduce(0, +)
    )
  }

  /// Each question with what was found, and the points below.
  package var text: String {
    let blocks = lab.questions.map { question in
      (verdicts[question.name] ?? Verdict(.missing, "There is no answer yet.", diagnosis: "missing"))
        .plain(title: question.title)
    }
    return (blocks + ["\(Self.short(points.reached)) of \(Self.short(points.of)) points"]).joined(separator: "\n")
  }

  private static func short(_ number: Double) -> String {
    number == number.rounded() ? "\(Int(number))" : "\(number)"
  }
}
