import JupyterKernel
import SwiftEvaluation

/// What stands behind `%timeit`: how often to run the code, and the code.
struct TimingOptions: Equatable {
  /// How often the code is run between two looks at the clock; nil where that is to be found out.
  var loops: Int?
  /// How often that is done.
  var runs = 7
  /// The rest of the line.
  var rest: String

  init(_ argument: String) throws(ExecutionError) {
    rest = argument
    while rest.hasPrefix("-") {
      let words = rest.split(maxSplits: 2, whereSeparator: \.isWhitespace).map(String.init)
      guard ["-n", "-r"].contains(words[0]) else { return }
      guard words.count > 1, let number = Int(words[1]), number > 0 else {
        throw ExecutionError(name: "WrongUse", value: "\(words[0]) of %timeit needs a number above 0 behind it.")
      }
      if words[0] == "-n" { loops = number } else { runs = number }
      rest = words.count > 2 ? words[2] : ""
    }
  }

  /// Swift that runs `code` many times and prints how long it takes.
  func program(timing code: String) -> String {
    let syntax = CellSyntax(code)
    // The value is kept from being computed in vain, or the compiler would leave the computation out.
    var body = code
    if let range = syntax.lastExpression {
      var bytes = Array(code.utf8)
      bytes.insert(contentsOf: ")".utf8, at: range.upperBound)
      bytes.insert(contentsOf: "NotebookDisplay.Stopwatch.keep(".utf8, at: range.lowerBound)
      body = String(decoding: bytes, as: UTF8.self)
    }
    let arguments = "loops: \(loops.map(String.init) ?? "nil"), runs: \(runs)"
    return "try \(syntax.awaits ? "await " : "")NotebookDisplay.Stopwatch.report(\(arguments)) {\n\(body)\n}"
  }
}
