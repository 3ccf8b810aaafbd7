/// What a kernel runs code with. The kernel knows channels and messages; an interpreter knows one language.
///
/// The kernel asks for one thing at a time, except that ``interrupt()``, ``shutDown(restart:)`` and ``info`` may be asked
/// for while code runs.
package protocol Interpreter: Sendable {
  var info: KernelInfo { get }

  /// Runs code to its end. The result is what a client shows for it, if there is something to show.
  func execute(_ execution: Execution, frontend: any Frontend) async throws(ExecutionError) -> MIMEBundle?

  /// The value of an expression after code has run, for a client's own use.
  func evaluate(_ expression: String) async throws(ExecutionError) -> MIMEBundle

  /// Words for the cursor, which stands `cursor` Unicode scalars behind the start of `code`.
  func complete(_ code: String, cursor: Int) async -> Completion

  /// What is to be said about the word at the cursor; nil if nothing. `detail` is 0, or 1 for all there is.
  func inspect(_ code: String, cursor: Int, detail: Int) async -> MIMEBundle?

  func completeness(of code: String) async -> Completeness

  func history(_ query: HistoryQuery) async -> [HistoryEntry]

  /// Makes running code end soon, by an error. Without running code nothing happens.
  func interrupt() async

  /// Ends whatever the interpreter has started; running code ends with an error.
  func shutDown(restart: Bool) async
}
