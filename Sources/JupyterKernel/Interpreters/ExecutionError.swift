/// Why code did not run to its end, for the person who wrote it.
package struct ExecutionError: Error, Equatable, Sendable {
  /// The kind of error, in one word.
  package let name: String
  /// One sentence.
  package let value: String
  /// What is shown, line by line; may be coloured by ANSI escapes.
  package let traceback: [String]

  package init(name: String, value: String, traceback: [String] = []) {
    self.name = name
    self.value = value
    self.traceback = traceback.isEmpty ? ["\(name): \(value)"] : traceback
  }
}
