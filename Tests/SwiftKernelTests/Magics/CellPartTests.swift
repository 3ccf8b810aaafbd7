import Testing

@testable import SwiftKernel

struct CellPartTests {
  func parts(_ code: String) -> [CellPart] { CellPart.parts(of: code) { $0 == "isDone" } }

  func line(_ name: String, _ argument: String = "", at line: Int = 1) -> CellPart {
    .magic(.init(name: name, form: .line, argument: argument, line: line))
  }

  @Test func swiftIsLeftAsItIs() {
    for code in [
      "", "let a = 1", "a % b", "let a =\n  !b", "!isDone", "!(a && b)", "x = 5\n% 3", "! a", "%", "%5", "%a+b",
    ] {
      #expect(parts(code) == (code.isEmpty ? [] : [.swift(code)]), "\(code)")
    }
  }

  @Test func linesAreCutOut() {
    #expect(
      parts("let a = 1\n%time f(a)\n\n!ls -l\nlet b = 2")
        == [.swift("let a = 1"), line("time", "f(a)", at: 2), .shell("ls -l"), .swift("\n\n\n\nlet b = 2")])
    #expect(parts("%who") == [line("who")])
    #expect(parts("%timeit   -n 3  x ") == [line("timeit", "-n 3  x")])
    #expect(parts("!./run.sh") == [.shell("./run.sh")])
    #expect(parts("\n!a \\\n  b \\\n  c\nx") == [.shell("a    b    c"), .swift("\n\n\n\nx")])
    #expect(parts("!a \\") == [.shell("a \\")])
  }

  @Test func nothingIsCutOutOfOpenSwift() {
    for code in [
      "let text = \"\"\"\n%who\n!ls\n\"\"\"", "f(a,\n!b)", "let a = 7\n/*\n%who\n*/", "let a = [\n!isDone\n]",
    ] {
      #expect(parts(code) == [.swift(code)])
    }
  }

  @Test func aCellMagicTakesAllLinesBelow() {
    #expect(
      parts("\n%%shell -x\nls\n%who\n")
        == [.magic(.init(name: "shell", form: .cell, argument: "-x", body: "ls\n%who\n", line: 2))])
    #expect(parts("%%time") == [.magic(.init(name: "time", form: .cell, argument: "", line: 1))])
    // Not above everything.
    #expect(parts("let a = 1\n%%time") == [.swift("let a = 1\n%%time")])
  }

  /// Line numbers in messages are those of the cell.
  @Test func everySwiftLineKeepsItsNumber() {
    let code = "a\n%who\nb\nc\n!x\n\nd\n%help\n%who\ne"
    let lines = code.split(separator: "\n", omittingEmptySubsequences: false)
    for case .swift(let source) in parts(code) {
      for (number, line) in source.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
      where !line.isEmpty {
        #expect(line == lines[number])
      }
    }
  }
}
