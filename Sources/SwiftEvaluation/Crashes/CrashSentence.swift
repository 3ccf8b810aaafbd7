/// What the runtime said about a crash, found in what the cell printed last.
enum CrashSentence {
  /// The last sentence of the runtime in `stderr`, without files and module names.
  static func inOutput(_ stderr: String) -> (text: String, isUncaughtError: Bool)? {
    let marks = ["Fatal error: ", "Precondition failed: ", "Assertion failed: ", "Fatal error", "Precondition failed"]
    for mark in marks {
      guard let range = stderr.ranges(of: mark).last else { continue }
      var text = String(stderr[range.lowerBound...])
      // Without its own backtracer the runtime prints addresses, which say nothing to a learner.
      if let trace = text.firstRange(of: "\nCurrent stack trace:") { text = String(text[..<trace.lowerBound]) }
      text = text.trimmingSuffix()
      if let error = text.firstMatch(of: /Fatal error: Error raised at top level: ([\s\S]*)/) {
        return ("Uncaught error: \(InternalNames.removed(from: String(error.output.1)))", true)
      }
      if text.hasPrefix("Fatal error: ") { text = String(text.dropFirst("Fatal error: ".count)) }
      let sentence = InternalNames.removed(from: text)
      return (sentence.prefix(1).uppercased() + sentence.dropFirst(), false)
    }
    return nil
  }

  /// What stands for a sentence of the runtime, where optimised code has none.
  static func ofSignal(_ number: Int) -> String {
    switch number {
    case 4, 5: "A check failed"
    case 6: "The program was aborted"
    case 7, 11: "Memory was accessed that does not exist"
    case 8: "An arithmetic operation has no result (division by zero, or overflow)"
    case 9: "The process was killed"
    default: "The process was ended by signal \(number)"
    }
  }
}

extension String {
  fileprivate func trimmingSuffix() -> String {
    var text = self[...]
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
