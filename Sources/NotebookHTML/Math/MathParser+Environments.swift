extension MathParser {
  /// What `\begin{…}` makes of the cells up to its `\end`.
  private struct Environment {
    var left = ""
    var right = ""
    /// How the page's style sheet aligns its cells.
    var style = "matrix"
    var isDisplayed = false
    var takesColumns = false
  }

  private static let environments: [String: Environment] = {
    let aligned = Environment(style: "aligned", isDisplayed: true)
    let gathered = Environment(style: "gathered", isDisplayed: true)
    var table: [String: Environment] = [
      "matrix": Environment(), "smallmatrix": Environment(), "array": Environment(takesColumns: true),
      "pmatrix": Environment(left: "(", right: ")"), "bmatrix": Environment(left: "[", right: "]"),
      "Bmatrix": Environment(left: "{", right: "}"), "vmatrix": Environment(left: "|", right: "|"),
      "Vmatrix": Environment(left: "‖", right: "‖"), "cases": Environment(left: "{", style: "cases"),
      "dcases": Environment(left: "{", style: "cases", isDisplayed: true),
      "rcases": Environment(right: "}", style: "cases"),
      "alignedat": Environment(style: "aligned", isDisplayed: true, takesColumns: true),
    ]
    for name in ["aligned", "align", "align*", "split", "eqnarray", "eqnarray*", "flalign", "flalign*"] {
      table[name] = aligned
    }
    for name in ["gathered", "gather", "gather*", "equation", "equation*", "multline", "multline*", "displaymath"] {
      table[name] = gathered
    }
    return table
  }()

  /// Everything up to the `\end` of the `\begin` that was just read.
  mutating func environment(from start: Int) throws(MathError) -> MathElement {
    let name = try environmentName("begin")
    guard let environment = Self.environments[name] else {
      throw MathError(kind: .unknownEnvironment(name), position: start + 1)
    }
    let columns = environment.takesColumns ? try columnAlignments() : []
    var rows: [[MathElement]] = [[]]
    while true {
      rows[rows.count - 1].append(try expression())
      if peek() == "&" {
        position += 1
        continue
      }
      let command = peek() == "\\" ? commandName(at: position) : ""
      guard !command.isEmpty, command != "right", command != "middle" else {
        throw MathError(kind: .unclosed("\\begin{\(name)}"), position: start + 1)
      }
      skipCommand(command)
      if command == "end" {
        let place = position
        let ended = try environmentName("end")
        guard ended == name else { throw MathError(kind: .unexpected("\\end{\(ended)}"), position: place + 1) }
        break
      }
      skipRowDistance()
      rows.append([])
    }
    // A row break at the end opens no row.
    if rows.count > 1, rows.last?.allSatisfy({ $0 == .row([]) }) == true { rows.removeLast() }
    return Self.enclosed(Self.table(rows, columns, environment), environment)
  }

  /// `\substack{a \\ b}`.
  mutating func substack() throws(MathError) -> MathElement {
    guard next() == "{" else { throw error(.missingArgument("\\substack")) }
    let start = position
    position += 1
    var rows = [[try expression()]]
    while peek() == "\\", ["\\", "cr", "newline"].contains(commandName(at: position)) {
      skipCommand(commandName(at: position))
      rows.append([try expression()])
    }
    guard peek() == "}" else { throw MathError(kind: .unclosed("\\substack{"), position: start + 1) }
    position += 1
    return Self.table(rows, [], Environment(style: "gathered"))
  }

  private static func table(
    _ rows: [[MathElement]], _ columns: [Character], _ environment: Environment
  ) -> MathElement {
    let cells = rows.map { row in
      MathElement.layout(
        "mtr",
        row.enumerated().map { column, element in
          let cell = MathElement.layout("mtd", [element])
          guard column < columns.count, let name = ["l": "left", "r": "right"][columns[column]] else { return cell }
          return cell.with("class", name)
        })
    }
    let table = MathElement.layout("mtable", cells, ["class": environment.style])
    return environment.isDisplayed ? table.with("displaystyle", "true") : table
  }

  private static func enclosed(_ table: MathElement, _ environment: Environment) -> MathElement {
    if environment.left.isEmpty, environment.right.isEmpty { return table }
    let left = environment.left.isEmpty ? [] : [MathElement.bracket(environment.left, .prefix)]
    let right = environment.right.isEmpty ? [] : [MathElement.bracket(environment.right, .postfix)]
    return .layout("mrow", left + [table] + right)
  }

  private mutating func environmentName(_ command: String) throws(MathError) -> String {
    try plainArgument(command)
  }

  /// The letters of `{lcr}`; the number of `alignedat` has none.
  private mutating func columnAlignments() throws(MathError) -> [Character] {
    try plainArgument("begin").filter { "lcr".contains($0) }.map(\.self)
  }

  /// `\\[2pt]` asks for some distance, which the page does not need.
  private mutating func skipRowDistance() {
    if peek() == "*" { position += 1 }
    guard peek() == "[" else { return }
    let length = text[position...].prefix { $0 != "]" }
    // A row may begin with a bracket: only a length is skipped.
    guard length.endIndex < text.count, length.count < 12,
      length.dropFirst().allSatisfy({ $0.isLetter || $0.isNumber || ".- ".contains($0) }),
      ["pt", "em", "ex", "mm", "cm", "in"].contains(where: { String(length).hasSuffix($0) })
    else { return }
    position = length.endIndex + 1
  }
}
