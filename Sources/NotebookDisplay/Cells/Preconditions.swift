// Cells are optimised, and there Swift's own checks say nothing of what they were about. These stand before them wherever
// this module is imported, check always, and say their message.

/// Checks a condition, and stops the cell with the message unless it holds.
@_transparent
public func precondition(
  _ condition: @autoclosure () -> Bool, _ message: @autoclosure () -> String = "a precondition does not hold",
  file: StaticString = #file, line: UInt = #line
) {
  if !condition() { fatalError(message(), file: file, line: line) }
}

/// Stops the cell with the message.
@_transparent
public func preconditionFailure(
  _ message: @autoclosure () -> String = "a precondition does not hold", file: StaticString = #file, line: UInt = #line
) -> Never {
  fatalError(message(), file: file, line: line)
}

/// Checks a condition, and stops the cell with the message unless it holds.
@_transparent
public func assert(
  _ condition: @autoclosure () -> Bool, _ message: @autoclosure () -> String = "an assertion does not hold",
  file: StaticString = #file, line: UInt = #line
) {
  if !condition() { fatalError(message(), file: file, line: line) }
}
