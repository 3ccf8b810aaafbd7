import JupyterKernel

/// A cell's text in parts that are run one after the other.
enum CellPart: Equatable {
  /// Swift; the text begins with as many empty lines as stand above it in the cell.
  case swift(String)
  case magic(Magic.Call)
  /// A command of the shell, from a line that begins with `!`.
  case shell(String)

  /// The parts of `code`.
  ///
  /// A magic begins at the start of a line, and not within Swift that is not complete yet, as a string of several lines.
  /// - Parameter isName: whether the notebook has declared a name: `!isDone` may be Swift.
  static func parts(of code: String, isName: (String) -> Bool) -> [CellPart] {
    let lines = code.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if let first = lines.firstIndex(where: { !$0.allSatisfy(\.isWhitespace) }),
      let call = call(lines[first], .cell, line: first + 1, body: lines[(first + 1)...].joined(separator: "\n"))
    {
      return [.magic(call)]
    }
    var parts: [CellPart] = []
    var swift: [String] = []
    func swiftBefore(_ line: Int) -> String {
      String(repeating: "\n", count: line - swift.count) + swift.joined(separator: "\n")
    }
    func close(at line: Int) {
      if !swift.allSatisfy({ $0.allSatisfy(\.isWhitespace) }) { parts.append(.swift(swiftBefore(line))) }
      swift = []
    }
    var index = 0
    while index < lines.count {
      let line = lines[index]
      let isPossible = line.hasPrefix("%") || line.hasPrefix("!")
      guard isPossible, codeCompleteness(swift.joined(separator: "\n")) == .complete else {
        swift.append(line)
        index += 1
        continue
      }
      if let call = call(line, .line, line: index + 1) {
        close(at: index)
        parts.append(.magic(call))
      } else if let command = command(lines, &index, isName) {
        // The index is that of the command's last line by now.
        let begin = index - command.lines + 1
        close(at: begin)
        parts.append(.shell(command.text))
      } else {
        swift.append(line)
      }
      index += 1
    }
    close(at: lines.count)
    return parts
  }

  private static func call(_ line: String, _ form: Magic.Form, line number: Int, body: String = "") -> Magic.Call? {
    guard line.hasPrefix(form.sign) else { return nil }
    let rest = line.dropFirst(form.sign.count)
    let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    guard name.first?.isLetter == true else { return nil }
    let argument = rest.dropFirst(name.count)
    guard argument.first.map(\.isWhitespace) ?? true else { return nil }
    return Magic.Call(
      name: String(name), form: form, argument: trimmed(argument), body: body, line: number)
  }

  /// The command that begins in line `index`, with the lines that a backslash adds; moves `index` to the last of them.
  private static func command(
    _ lines: [String], _ index: inout Int, _ isName: (String) -> Bool
  ) -> (text: String, lines: Int)? {
    let line = lines[index]
    guard line.hasPrefix("!"), let next = line.dropFirst().first, !next.isWhitespace, !"=!(".contains(next) else {
      return nil
    }
    let word = line.dropFirst().prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    if isName(String(word)) { return nil }
    var text = String(line.dropFirst())
    var count = 1
    while text.hasSuffix("\\"), index + 1 < lines.count {
      index += 1
      count += 1
      text = text.dropLast() + " " + lines[index]
    }
    return (text, count)
  }

  private static func trimmed(_ text: Substring) -> String {
    let start = text.drop(while: \.isWhitespace)
    let end = start.reversed().prefix(while: \.isWhitespace).count
    return String(start.dropLast(end))
  }
}
