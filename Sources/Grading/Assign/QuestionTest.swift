import NotebookFormat

/// A test of a question: Swift code that fails where an answer is wrong.
package struct QuestionTest: Equatable, Sendable {
  /// The code, without markers.
  package var source: String { cell.cell(for: .grader).source }
  /// Whether learners do not get it.
  package let isHidden: Bool
  /// What its settings say it is worth; nil where they say nothing. See ``PointSplit`` for what it is worth then.
  package let points: Double?
  /// What a learner reads where it succeeds.
  package let successMessage: String?
  /// What a learner reads where it fails.
  package let failureMessage: String?
  let cell: MarkedCell

  private static let hidden = "// HIDDEN"
  private static let begin = "// BEGIN TEST CONFIG"
  private static let end = "// END TEST CONFIG"

  /// Reads a cell between `# BEGIN TESTS` and `# END TESTS`.
  ///
  /// Its first line may be `// HIDDEN`. Then settings may follow, as commented lines of YAML between
  /// `// BEGIN TEST CONFIG` and `// END TEST CONFIG`: `hidden`, `points`, `success_message`, `failure_message`.
  init(_ original: Cell) throws(CellFault) {
    guard original.kind == .code else {
      throw CellFault(reason: "a \(original.kind.rawValue) cell stands among the tests, and tests are code cells")
    }
    let lines = MarkedCode.lines(of: original.source)
    var start = 0
    let isMarkedHidden = Self.words(lines[0]) == Self.hidden
    if isMarkedHidden { start += 1 }
    var yaml = ""
    if start < lines.count, Self.words(lines[start]) == Self.begin {
      guard let end = lines.firstIndex(where: { Self.words($0) == Self.end }) else {
        throw CellFault(line: start + 1, reason: "\(Self.begin) has no end; close it by \(Self.end)")
      }
      yaml = try Self.uncommented(lines, from: start + 1, to: end)
      start = end + 1
    }
    try Self.refuseLateMarkers(lines, from: start)
    let settings = try Settings(
      yaml, of: Self.begin, known: ["hidden", "points", "success_message", "failure_message"])
    isHidden = try settings.boolean("hidden") ?? isMarkedHidden
    if isMarkedHidden && !isHidden {
      throw CellFault(
        line: settings.line(of: "hidden"), reason: "the test is marked \(Self.hidden) and says hidden: false")
    }
    points = try settings.number("points")
    successMessage = try settings.string("success_message")
    failureMessage = try settings.string("failure_message")
    var cell = original
    cell.source = lines[start...].joined(separator: "\n")
    do {
      self.cell = try MarkedCell(cell)
    } catch {
      throw CellFault(line: error.line.map { $0 + start }, reason: error.reason)
    }
  }

  private static func words(_ line: String) -> String {
    line.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// The YAML of commented lines, behind as many empty lines as stand before it, so that its lines are the cell's.
  private static func uncommented(_ lines: [String], from start: Int, to end: Int) throws(CellFault) -> String {
    var yaml = String(repeating: "\n", count: start)
    for index in start..<end {
      let line = lines[index].drop(while: \.isWhitespace)
      guard line.isEmpty || line.hasPrefix("//") else {
        throw CellFault(line: index + 1, reason: "the settings of a test are comments: a line of them begins with //")
      }
      let text = line.dropFirst(2)
      yaml += (text.first == " " ? text.dropFirst() : text) + "\n"
    }
    return yaml
  }

  /// A marker below its place would be without effect, and a test meant to be hidden would not be.
  private static func refuseLateMarkers(_ lines: [String], from start: Int) throws(CellFault) {
    for (index, line) in lines.enumerated().dropFirst(start) {
      switch words(line) {
      case hidden: throw CellFault(line: index + 1, reason: "\(hidden) is the first line of a test, or says nothing")
      case begin: throw CellFault(line: index + 1, reason: "\(begin) stands at the top of a test, below \(hidden) only")
      case end: throw CellFault(line: index + 1, reason: "\(end) ends what nothing begins")
      default: break
      }
    }
  }
}
