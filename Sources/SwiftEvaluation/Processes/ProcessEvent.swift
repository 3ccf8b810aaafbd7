package import NotebookDisplay

/// What a cell puts out while it runs.
package enum OutputEvent: Equatable, Sendable {
  /// Text on the standard output.
  case stdout(String)
  /// Text on the standard error.
  case stderr(String)
  /// A value, shown in a place that has this number.
  case display(DisplayData, id: UInt32)
  /// A value in the place of an earlier one.
  case updateDisplay(DisplayData, id: UInt32)
  /// The output so far is to go; with `wait`, when the next comes.
  case clearOutput(wait: Bool)
}

/// What happens to the process that runs cells, beside its output.
enum ProcessEvent: Sendable {
  case ready
  case started
  case loaded(base: UInt64, library: String)
  case done
  case loadFailed(String)
  case crash(CrashData)
  case inputWanted
  case message(CellMessage)
  case branchOver(status: Int32)
  case death(status: Int32, reason: Int32, goesOn: Bool)
  /// The supervisor is gone, and all with it.
  case end
}

/// A report of the process about its own end.
struct CrashData: Sendable {
  /// The signal, or 0 where the cell called `exit`.
  let signal: Int32
  /// The signal's code, or the status given to `exit`.
  let code: Int32
  let address: UInt64
  let stackPointer: UInt64
  let stackLow: UInt64
  /// The innermost first.
  let frames: [UInt64]
}
