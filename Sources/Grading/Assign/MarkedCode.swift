/// Swift code with the markers of Otter Assign in its comments, as lines that each version of the notebook keeps or not.
///
/// | marker | in the learner's version | in the grader's |
/// |---|---|---|
/// | `code // SOLUTION` | ``placeholder``, behind the `=` of an assignment | `code` |
/// | `code // SOLUTION NO PROMPT` | nothing | `code` |
/// | `// BEGIN SOLUTION` … `// END SOLUTION` | one ``placeholder`` | the lines between |
/// | `// BEGIN SOLUTION NO PROMPT` … | nothing | the lines between |
/// | `// BEGIN PROMPT` … `// END PROMPT` | the lines between, each without its `//` | nothing |
/// | `code // SEED` | nothing | `code` |
/// | `code // IGNORE`, `// BEGIN IGNORE` … `// END IGNORE` | nothing | nothing |
///
/// Markers are in capitals, so that `// hidden` and `// seed` stay comments.
struct MarkedCode: Equatable {
  /// For whom a text is written.
  enum Reader: CaseIterable {
    case learner
    /// The learner's version, answered.
    case solver
    case grader
  }

  /// A line with what becomes of it.
  private struct Line: Equatable {
    var learner: String?
    var solver: String?
    var grader: String?
  }

  private var lines: [Line] = []

  /// Whether anything in it is marked as solution.
  private(set) var hasSolution = false

  /// What stands where the learner has to write: Swift's own sign for that, which no compiler takes for an answer.
  static let placeholder = "<#your answer#>"

  /// Reads `source`. Solutions and prompts may be marked where `isSolution` says so; elsewhere that is a fault.
  init(_ source: String, isSolution: Bool) throws(CellFault) {
    var open: (marker: CodeMarker, line: Int)?
    for (index, text) in Self.lines(of: source).enumerated() {
      let number = index + 1
      let marker = try CodeMarker.found(in: text, line: number, isSolution: isSolution)
      if let block = open {
        if marker == block.marker.end {
          open = nil
        } else if let marker, marker.isBoundary {
          throw CellFault(
            line: number,
            reason: "\(marker.text) stands inside \(block.marker.text) of line \(block.line); "
              + Self.close(block.marker))
        } else {
          try append(inside: block.marker, text, marker, number)
        }
      } else if let marker {
        if marker.isEnd { throw CellFault(line: number, reason: "\(marker.text) ends what nothing begins") }
        if marker.end == nil {
          append(text, marker)
        } else {
          open = (marker, number)
          begin(marker, indentation: text.prefix(while: \.isWhitespace))
        }
      } else {
        lines.append(Line(learner: text, solver: text, grader: text))
      }
    }
    if let open {
      throw CellFault(line: open.line, reason: "\(open.marker.text) has no end; \(Self.close(open.marker))")
    }
  }

  private static func close(_ marker: CodeMarker) -> String {
    marker.end.map { "\($0.text) must come first" } ?? ""
  }

  static func lines(of source: String) -> [String] {
    source.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }.map(String.init)
  }

  // MARK: Lines

  private mutating func begin(_ marker: CodeMarker, indentation: some StringProtocol) {
    if [.beginSolution, .beginSolutionNoPrompt].contains(marker) { hasSolution = true }
    if marker == .beginSolution { lines.append(Line(learner: indentation + Self.placeholder)) }
  }

  private mutating func append(
    inside block: CodeMarker, _ text: String, _ marker: CodeMarker?, _ number: Int
  ) throws(CellFault) {
    switch block {
    case .beginPrompt: lines.append(Line(learner: try Self.uncommented(text, number)))
    case .beginIgnore: break
    default: append(text, marker, isSolution: true)
    }
  }

  /// A line that a marker ends, or that stands inside a block.
  private mutating func append(_ text: String, _ marker: CodeMarker?, isSolution: Bool = false) {
    let code = marker == nil ? text : CodeMarker.code(of: text)
    switch marker {
    case .ignore: break
    case .seed: lines.append(Line(grader: code))
    case .solution where !isSolution:
      hasSolution = true
      lines.append(Line(learner: Self.prompt(for: code), solver: code, grader: code))
    default:
      hasSolution = true
      lines.append(Line(solver: code, grader: code))
    }
  }

  /// A line of a prompt without its `//` and one space behind that.
  private static func uncommented(_ text: String, _ number: Int) throws(CellFault) -> String {
    let indentation = text.prefix(while: \.isWhitespace)
    let rest = text.dropFirst(indentation.count)
    if rest.isEmpty { return "" }
    guard rest.hasPrefix("//") else {
      throw CellFault(line: number, reason: "the lines of a prompt are comments, and this one does not begin with //")
    }
    let code = rest.dropFirst(2)
    return String(indentation + (code.first == " " ? code.dropFirst() : code))
  }

  /// The line that asks for `code`: its left side, if it assigns.
  private static func prompt(for code: String) -> String {
    if let equals = assignment(in: code) { return code[...equals] + " " + placeholder }
    return code.prefix(while: \.isWhitespace) + placeholder
  }

  /// The `=` outside brackets and strings that is an operator by itself.
  private static func assignment(in code: String) -> String.Index? {
    let signs = Set("=!<>+-*/%&|^~?.")
    var (depth, isString, isEscaped) = (0, false, false)
    for index in code.indices {
      let character = code[index]
      if isString {
        if character == "\"" && !isEscaped { isString = false }
        isEscaped = character == "\\" && !isEscaped
        continue
      }
      if character == "\"" { isString = true }
      if "([{".contains(character) { depth += 1 }
      if ")]}".contains(character) { depth -= 1 }
      guard character == "=", depth == 0 else { continue }
      let neighbours = [code[..<index].last, code[code.index(after: index)...].first]
      if neighbours.allSatisfy({ $0.map { !signs.contains($0) } ?? true }) { return index }
    }
    return nil
  }

  // MARK: Texts

  /// The text for `reader`.
  func text(for reader: Reader) -> String {
    lines.compactMap { line in
      switch reader {
      case .learner: line.learner
      case .solver: line.solver
      case .grader: line.grader
      }
    }.joined(separator: "\n")
  }
}
