import RandomJSON
import Testing

@testable import Grading

struct MarkedCodeTests {
  func texts(_ source: String) throws -> [String] {
    let code = try MarkedCode(source, isSolution: true)
    return MarkedCode.Reader.allCases.map(code.text(for:))
  }

  @Test(arguments: [
    ("x()", ["x()", "x()", "x()"]),
    ("  return y // SOLUTION", ["  <#your answer#>", "  return y", "  return y"]),
    (
      "let x: [Int: Int] = f(a = 1) // SOLUTION",
      ["let x: [Int: Int] = <#your answer#>", "let x: [Int: Int] = f(a = 1)", "let x: [Int: Int] = f(a = 1)"]
    ),
    ("w[a == b] = 3 //SOLUTION", ["w[a == b] = <#your answer#>", "w[a == b] = 3", "w[a == b] = 3"]),
    (
      "f(\"\\\" = \\\\\", y = 1) // SOLUTION",
      ["<#your answer#>", "f(\"\\\" = \\\\\", y = 1)", "f(\"\\\" = \\\\\", y = 1)"]
    ),
    ("x += 1 // SOLUTION", ["<#your answer#>", "x += 1", "x += 1"]),
    ("return a == b // SOLUTION", ["<#your answer#>", "return a == b", "return a == b"]),
    (
      "let f: (Int) -> Int = { $0 } // SOLUTION",
      ["let f: (Int) -> Int = <#your answer#>", "let f: (Int) -> Int = { $0 }", "let f: (Int) -> Int = { $0 }"]
    ),
    ("a\nb // SOLUTION NO PROMPT\nc", ["a\nc", "a\nb\nc", "a\nb\nc"]),
    ("seed(1)  //  SEED\nb", ["b", "b", "seed(1)\nb"]),
    ("a // IGNORE\nb\n// BEGIN IGNORE\nc\n// END IGNORE", ["b", "b", "b"]),
    (
      "do {\n  // BEGIN SOLUTION\n  a // SOLUTION\n  b // SEED\n\n  c\n  // END SOLUTION\n}\n",
      ["do {\n  <#your answer#>\n}\n", "do {\n  a\n\n  c\n}\n", "do {\n  a\n  b\n\n  c\n}\n"]
    ),
    ("// BEGIN SOLUTION NO PROMPT\na\n// END SOLUTION\r\nb", ["b", "a\nb", "a\nb"]),
    ("// BEGIN PROMPT\n  // // Say why.\n  //x\n\n// END PROMPT", ["  // Say why.\n  x\n", "", ""]),
    ("h() // hidden\nr(seed: 3) // seed", .init(repeating: "h() // hidden\nr(seed: 3) // seed", count: 3)),
    ("\"https://a.b/SOLUTION\"", .init(repeating: "\"https://a.b/SOLUTION\"", count: 3)),
  ])
  func eachReaderGetsHis(_ source: String, _ expected: [String]) throws {
    #expect(try texts(source) == expected)
  }

  @Test(arguments: [
    ("a\n// BEGIN SOLUTION\nb", 2, "// BEGIN SOLUTION has no end; // END SOLUTION must come first"),
    ("// END PROMPT", 1, "// END PROMPT ends what nothing begins"),
    (
      "// BEGIN SOLUTION\n// BEGIN PROMPT", 2,
      "// BEGIN PROMPT stands inside // BEGIN SOLUTION of line 1; // END SOLUTION must come first"
    ),
    (
      "// BEGIN PROMPT\n// a\nlet x = 1\n// END PROMPT", 3,
      "the lines of a prompt are comments, and this one does not begin with //"
    ),
  ])
  func saysWhatIsWrongAndInWhichLine(_ source: String, _ line: Int, _ reason: String) {
    let fault = #expect(throws: CellFault.self) { try MarkedCode(source, isSolution: true) }
    #expect(fault == CellFault(line: line, reason: reason))
  }

  /// Whatever is marked as a solution, in whatever order: if the code can be read, learners do not see it.
  @Test(arguments: 0..<400) func noSolutionReachesLearners(_ seed: UInt64) {
    var random = Random(seed: seed)
    let pieces = [
      "let x = SECRET // SOLUTION", "x.forEach { y = SECRET } // SOLUTION", "SECRET // SOLUTION NO PROMPT",
      "// BEGIN SOLUTION\n  SECRET\n// END SOLUTION", "// BEGIN SOLUTION NO PROMPT\nSECRET\nSECRET\n// END SOLUTION",
      "print(1)", "", "// BEGIN PROMPT\n// hint\n// END PROMPT", "f(SECRET) // SEED", "SECRET // IGNORE",
      "// BEGIN SOLUTION", "// END SOLUTION", "// BEGIN IGNORE", "// END IGNORE",
      "let s = \"a\\\\\" + SECRET // SOLUTION",
    ]
    let source = (0..<Int.random(in: 1...6, using: &random))
      .map { _ in pieces[Int.random(in: pieces.indices, using: &random)] }.joined(separator: "\n")
    do {
      let code = try MarkedCode(source, isSolution: true)
      #expect(!code.text(for: .learner).contains("SECRET"), "\(source)")
    } catch {
      #expect(error.line != nil)
    }
  }
}
