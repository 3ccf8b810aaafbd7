import NearestNames
import NotebookFormat

/// What a raw cell says by its first line: where a block begins or ends, or that it configures the assignment.
///
/// The words are those of Otter Assign, in capitals or not: `# BEGIN QUESTION`, `# END TESTS`, `# ASSIGNMENT CONFIG`. The
/// lines below are YAML, and the first one is a comment there.
enum Marker: Hashable {
  case configuration
  case begin(Block)
  case end(Block)

  /// What stands between a `BEGIN` and its `END`.
  enum Block: String, CaseIterable {
    case question = "QUESTION"
    case prompt = "PROMPT"
    case solution = "SOLUTION"
    case tests = "TESTS"
    /// Draws inputs and computes expected values, where the learner's code never runs.
    case cases = "CASES"
    /// Another right answer.
    case right = "RIGHT"
    /// A wrong answer that is known.
    case wrong = "WRONG"
  }

  /// The marker as it is written.
  var text: String { "# " + words }

  private var words: String {
    switch self {
    case .configuration: "ASSIGNMENT CONFIG"
    case .begin(let block): "BEGIN " + block.rawValue
    case .end(let block): "END " + block.rawValue
    }
  }

  static let all: [Marker] =
    [.configuration] + Block.allCases.map(Marker.begin) + Block.allCases.map(Marker.end)

  /// The marker that `cell` is; nil for a cell of the notebook's own.
  ///
  /// What looks like a marker and is none is a fault, since the cells behind it would go where nobody meant them to go.
  init?(_ cell: Cell) throws(CellFault) {
    guard let words = Self.words(ofFirstLine: cell.source) else { return nil }
    let marker = Self.all.first { $0.words == words }
    guard cell.kind == .raw else {
      guard let marker else { return nil }
      throw CellFault(
        line: 1, reason: "\(marker.text) stands in a \(cell.kind.rawValue) cell; make it a raw cell")
    }
    if let marker {
      self = marker
      return
    }
    let first = words.prefix { $0 != " " }
    let nearest = NearestName.of(words, among: Self.all.map(\.words))
    guard nearest != nil || first == "BEGIN" || first == "END" else { return nil }
    let known =
      nearest.map { "did you mean # \($0)?" }
      ?? "the markers are " + Self.all.map(\.text).joined(separator: ", ")
    throw CellFault(line: 1, reason: "# \(words.prefix(60)) is no marker; \(known)")
  }

  /// `cell`, as a raw one if it is a Markdown cell that is nothing but a block of code for `otter`: so Otter writes markers
  /// where an editor has no raw cells.
  static func unfenced(_ cell: Cell) -> Cell {
    let lines = MarkedCode.lines(of: cell.source)
    guard cell.kind == .markdown, lines.count > 1, lines[0] == "```otter", lines.last == "```" else { return cell }
    // An empty first line keeps the numbers of the others.
    return Cell(.raw, id: cell.id, source: "\n" + lines.dropFirst().dropLast().joined(separator: "\n"))
  }

  /// The words behind `#`, in capitals and with single spaces; nil where the first line is no such comment.
  private static func words(ofFirstLine source: String) -> String? {
    let line = firstLine(of: source)
    guard line.hasPrefix("#"), !line.hasPrefix("##") else { return nil }
    return line.dropFirst().split(whereSeparator: \.isWhitespace).joined(separator: " ").uppercased()
  }
}

/// The first line of `source` that is not empty, without white space around it.
func firstLine(of source: String) -> String {
  let line = source.drop(while: \.isWhitespace).prefix { !$0.isNewline }
  return String(line.reversed().drop(while: \.isWhitespace).reversed())
}
