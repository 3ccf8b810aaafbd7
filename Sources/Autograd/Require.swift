/// Stops the program with a sentence unless the condition holds: how this package reports a programmer's mistake.
///
/// `precondition` keeps its message to itself in optimised builds, and notebooks run optimised code; the learner must
/// see which operation was wrong, with both shapes.
@inline(__always)
package func require(
  _ condition: Bool, _ message: @autoclosure () -> String, file: StaticString = #file, line: UInt = #line
) {
  guard _fastPath(condition) else { fail(message(), file: file, line: line) }
}

@inline(never)
private func fail(_ message: String, file: StaticString, line: UInt) -> Never {
  fatalError(message, file: file, line: line)
}
