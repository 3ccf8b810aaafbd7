import NearestNames

/// A marker in the code of a cell: a comment of these words alone, at the end of a line or on a line of its own.
enum CodeMarker: String, CaseIterable {
  case solution = "SOLUTION"
  case solutionNoPrompt = "SOLUTION NO PROMPT"
  case seed = "SEED"
  case ignore = "IGNORE"
  case beginSolution = "BEGIN SOLUTION"
  case beginSolutionNoPrompt = "BEGIN SOLUTION NO PROMPT"
  case endSolution = "END SOLUTION"
  case beginPrompt = "BEGIN PROMPT"
  case endPrompt = "END PROMPT"
  case beginIgnore = "BEGIN IGNORE"
  case endIgnore = "END IGNORE"

  /// The marker as it is written.
  var text: String { "// " + rawValue }

  /// What ends the block that this begins; nil where it begins none.
  var end: CodeMarker? {
    switch self {
    case .beginSolution, .beginSolutionNoPrompt: .endSolution
    case .beginPrompt: .endPrompt
    case .beginIgnore: .endIgnore
    default: nil
    }
  }

  var isEnd: Bool { [.endSolution, .endPrompt, .endIgnore].contains(self) }

  /// Whether it has a line of its own.
  var isBoundary: Bool { isEnd || end != nil }

  /// Whether it is about solutions, which only their cells have.
  private var isOfSolutions: Bool { ![.seed, .ignore, .beginIgnore, .endIgnore].contains(self) }

  // MARK: Finding

  /// The marker of a line, at its right place.
  ///
  /// What resembles a marker is a fault where solutions stand: a learner would get the line.
  static func found(in line: String, line number: Int, isSolution: Bool) throws(CellFault) -> CodeMarker? {
    guard let (code, words) = split(line) else { return nil }
    guard let marker = CodeMarker(rawValue: words) else {
      try refuseMisspelt(words, line: number, isSolution: isSolution)
      return nil
    }
    guard isSolution || !marker.isOfSolutions else {
      throw CellFault(
        line: number, reason: "\(marker.text) belongs in the code between # BEGIN SOLUTION and # END SOLUTION")
    }
    let isAlone = code.allSatisfy(\.isWhitespace)
    if marker.isBoundary && !isAlone {
      throw CellFault(line: number, reason: "\(marker.text) needs a line of its own")
    }
    if !marker.isBoundary && isAlone {
      throw CellFault(
        line: number,
        reason: "\(marker.text) marks the code before it on its line, and there is none"
          + (marker == .seed ? "" : "; for more lines there is // BEGIN \(marker.rawValue)"))
    }
    return marker
  }

  /// The code of a line that a marker ends.
  static func code(of line: String) -> String {
    guard let (code, _) = split(line) else { return line }
    return String(code.reversed().drop(while: \.isWhitespace).reversed())
  }

  /// What stands before the last `//`, and the words behind it with single spaces.
  private static func split(_ line: String) -> (code: Substring, words: String)? {
    guard let slashes = line.ranges(of: "//").last else { return nil }
    let words = line[slashes.upperBound...].split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return words.isEmpty ? nil : (line[..<slashes.lowerBound], words)
  }

  private static func refuseMisspelt(_ words: String, line: Int, isSolution: Bool) throws(CellFault) {
    let capitals = words.uppercased()
    if isSolution && words.hasPrefix(solution.rawValue) {
      throw CellFault(
        line: line,
        reason: "// \(words.prefix(60)) is no marker; \(solution.text) ends its line, with no word behind it")
    }
    let looksLikeOne = words == capitals || (isSolution && CodeMarker(rawValue: capitals)?.isOfSolutions == true)
    // Shorter words, as “SEEN”, are near to a marker by chance, and texts are no markers.
    guard looksLikeOne, (6...40).contains(words.count) else { return }
    if let nearest = NearestName.of(capitals, among: allCases.map(\.rawValue)) {
      throw CellFault(line: line, reason: "// \(words) is no marker; did you mean // \(nearest)?")
    }
    if words.hasPrefix("BEGIN ") || words.hasPrefix("END ") {
      throw CellFault(
        line: line, reason: "// \(words) is no marker; the markers are \(allCases.map(\.text).joined(separator: ", "))")
    }
  }
}
