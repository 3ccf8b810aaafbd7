import GraphDrawing
import NotebookDisplay

/// All questions of a lab, with what became of each when it was last checked.
struct LabTable: Displayable {
  private let rows: [(title: String, points: Double, last: ProgressEntry?)]
  private let name: String

  init(_ lab: Lab, _ progress: Progress) {
    name = lab.name
    rows = lab.questions.map { ($0.title, $0.points, progress.last(of: $0.name)) }
  }

  /// A table, and the same as text.
  var displayData: DisplayData {
    let lines = rows.map { "\(sign($0.last)) \($0.title): \(words($0.last))" }
    return DisplayData([.html(html), .plain((lines + [summary]).joined(separator: "\n"))])
  }

  private var html: String {
    let body = rows.map { row in
      """
      <tr><td style="color:\(row.last?.outcome.colour ?? "#999999")" aria-hidden="true">\(sign(row.last))</td>\
      <th scope="row" style="text-align:left;font-weight:normal">\(Verdict.marked(row.title))</th>\
      <td style="text-align:left">\(words(row.last))</td></tr>
      """
    }
    return """
      <table class="unroll-lab"><caption style="text-align:left">\(summary)</caption>
      <thead><tr><td aria-hidden="true"></td><th scope="col" style="text-align:left">question</th>\
      <th scope="col" style="text-align:left">when last checked</th></tr>
      </thead><tbody>
      \(body.joined(separator: "\n"))
      </tbody></table>
      """
  }

  private var summary: String {
    let right = rows.count { $0.last?.outcome == .right }
    let kept = rows.count { $0.last?.outcome == .kept }
    let reader = kept == 0 ? "" : ", \(kept) kept for a reader"
    return "Lab \(Markup.escaped(name)): \(right) of \(rows.count) right\(reader)."
  }

  private func sign(_ entry: ProgressEntry?) -> String { (entry?.outcome ?? .missing).sign }

  private func words(_ entry: ProgressEntry?) -> String {
    switch entry?.outcome {
    case .right: "right"
    case .wrong: "not right yet"
    case .kept: "kept for the person who reads it"
    case .missing, nil: "not checked yet"
    }
  }
}
