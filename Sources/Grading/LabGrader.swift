package import Foundation
package import NotebookDisplay
package import SwiftEvaluation

/// Answers what the cells of labs ask for: checks, hints, and the judgement of formulas and words.
///
/// A result belongs to the moment of its check: what later cells do with the names of an answer changes nothing in it.
package actor LabGrader {
  private let labs: [Lab]
  private let folder: URL
  private let now: @Sendable () -> Int
  /// What was found last, by question.
  package private(set) var verdicts: [String: Verdict] = [:]

  /// - Parameters:
  ///   - labs: The labs that there are checks for.
  ///   - folder: Where the learner's notebook lies, and with it the progress.
  ///   - now: Seconds since 1970.
  package init(
    labs: [Lab], folder: URL, now: @escaping @Sendable () -> Int = { Int(Date().timeIntervalSince1970) }
  ) {
    self.labs = labs
    self.folder = folder
    self.now = now
  }

  /// Does what a cell asked for.
  package func answer(_ request: LabRequest, in evaluator: Evaluator) async -> DisplayData {
    guard let lab = labs.first(where: { $0.name == request.lab }) else {
      return note("There is no lab “\(request.lab)” here", labs.isEmpty ? [] : labs.map(\.name))
    }
    guard let name = request.question else { return table(lab) }
    guard let question = lab[name] else { return note("The lab has no question “\(name)”", lab.questions.map(\.name)) }
    switch request.action {
    case .hint: return hint(question, lab)
    case .check: return await check(question, lab, evaluator)
    }
  }

  /// Judges a text that answers a question, and keeps it.
  package func submit(_ text: String, to name: String) -> DisplayData {
    guard let lab = labs.first(where: { $0[name] != nil }), let question = lab[name] else {
      return note("There is no question “\(name)” here", labs.flatMap { $0.questions.map(\.name) })
    }
    guard let verdict = FormulaJudge(question).judge(text) else {
      return Verdict(
        .missing, "This question is answered by code.",
        details: ["Write it in a cell of its own, then run `grader.check(\"\(name)\")`."], diagnosis: "missing"
      ).displayData(title: question.title)
    }
    return shown(verdict, question, lab, answer: text, keeps: true)
  }

  private func check(_ question: Lab.Question, _ lab: Lab, _ evaluator: Evaluator) async -> DisplayData {
    guard case .values(let values) = question.check.kind else {
      guard let last = progress(lab).last(of: question.name), let text = last.text else {
        let magic = if case .words = question.check.kind { "answer" } else { "formula" }
        return Verdict(
          .missing, "There is no answer yet.",
          details: ["Write it in a cell that begins with `%%\(magic) \(question.name)`, and run that."],
          diagnosis: "missing"
        ).displayData(title: question.title)
      }
      return submit(text, to: question.name)
    }
    do {
      var generator = SystemRandomNumberGenerator()
      let verdict = try await ValuesJudge(question, values).judge(in: evaluator, using: &generator)
      let sources = await evaluator.slice(from: Set(values.givens), to: values.results)
      let observed = await evaluator.sources(of: values.observe ?? "")
      return shown(verdict, question, lab, answer: (sources + observed).joined(separator: "\n"), keeps: false)
    } catch {
      return note("The check could not run: \(error)", [])
    }
  }

  /// Keeps a verdict, and shows it.
  private func shown(
    _ verdict: Verdict, _ question: Lab.Question, _ lab: Lab, answer: String, keeps: Bool
  ) -> DisplayData {
    var verdict = verdict
    verdicts[question.name] = verdict
    if verdict.outcome != .missing {
      let entry = ProgressEntry(
        time: now(), question: question.name, outcome: verdict.outcome, diagnosis: verdict.diagnosis,
        fingerprint: Fingerprint.of(answer), text: keeps ? answer : nil)
      do {
        try ProgressFile(lab: lab.name, folder: folder).append(entry)
      } catch {
        verdict = verdict.adding("This could not be kept: \(error)")
      }
      let hints = min(progress(lab).attempts(at: question.name), question.check.hints.count)
      if verdict.outcome == .wrong, hints > 0 {
        verdict = verdict.adding("A hint is there: `grader.hint(\"\(question.name)\")`.")
      }
    }
    return verdict.displayData(title: question.title)
  }

  private func hint(_ question: Lab.Question, _ lab: Lab) -> DisplayData {
    let hints = question.check.hints
    guard !hints.isEmpty else { return note("There are no hints for “\(question.title)”", []) }
    let unlocked = min(progress(lab).attempts(at: question.name), hints.count)
    guard unlocked > 0 else {
      return Verdict(
        .missing, "Try first.", details: ["The first hint comes with your first checked attempt."], diagnosis: "hint"
      ).displayData(title: question.title)
    }
    let more = unlocked < hints.count ? ["Another one comes with another attempt."] : []
    return Verdict(
      .kept, unlocked == 1 ? "A hint." : "\(unlocked) hints.", details: hints.prefix(unlocked) + more, diagnosis: "hint"
    ).displayData(title: question.title)
  }

  private func table(_ lab: Lab) -> DisplayData {
    LabTable(lab, progress(lab)).displayData
  }

  private func progress(_ lab: Lab) -> Progress {
    (try? ProgressFile(lab: lab.name, folder: folder).read()) ?? Progress()
  }

  private func note(_ sentence: String, _ known: [String]) -> DisplayData {
    let list = known.isEmpty ? "" : "; there are \(known.joined(separator: ", "))"
    return Verdict(.missing, "\(sentence)\(list).", diagnosis: "unknown").displayData(title: "Checks")
  }
}

extension Verdict {
  fileprivate func adding(_ detail: String) -> Verdict {
    Verdict(outcome, headline, details: details + [detail], diagnosis: diagnosis, picture: picture)
  }
}

/// A short name for a text (FNV-1a, 64 bits): equal texts have equal ones.
enum Fingerprint {
  static func of(_ text: String) -> String {
    let hash = text.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    return String(hash, radix: 16)
  }
}
