import CProcess
import Foundation
import NotebookDisplay

extension Evaluator {
  /// How the running of a library ended.
  enum RunEnd {
    /// At its end, with these messages from it.
    case done([CellMessage])
    /// Before it.
    case stopped(CrashReport)
  }

  /// Runs a compiled cell and sees to all that it asks for meanwhile.
  ///
  /// - Parameter running: the scope with the cell's own declarations, for libraries that ask for globals.
  func run(_ library: URL, _ symbol: String, _ number: Int, in running: Scope, input: Input) async -> RunEnd {
    guard let process else { return .stopped(lost("The process that runs cells has ended.")) }
    process.give(UNROLL_RUN, library: library, symbol: symbol)
    defer { isRunning = false }
    var messages: [CellMessage] = []
    var crash: CrashData?
    var isReady = false
    while true {
      switch await process.events.next() {
      case .ready: isReady = true
      case .started:
        isRunning = true
        if interruption == .wanted { process.stop() }
      case .loaded(let base, let path): note(image: path, at: base, of: number)
      case .loadFailed(let reason):
        await untilDone(process)
        return .stopped(
          CrashReport(
            cause: .trap, sentence: "The cell cannot be loaded: \(InternalNames.removed(from: reason))", frames: [],
            stateIsBack: true))
      case .done: return .done(messages)
      case .inputWanted:
        let line = await input()
        if let line { process.give(UNROLL_INPUT, Array(line.utf8)) } else { process.give(UNROLL_INPUT_END) }
      case .message(.globals(let queries)): await answer(queries, running, process)
      case .message(.variables): await offerVariables(running, process)
      case .message(let message): messages.append(message)
      case .crash(let data): crash = data
      case .death(_, _, true) where !isRunning:
        // What earlier cells left running has failed; the command is still unread, and the checkpoint obeys it.
        scopeBefore = scope
      case .death(let status, let reason, let goesOn):
        isRunning = false
        let report = await report(status: status, reason: reason, crash: crash, stateIsBack: goesOn)
        // The checkpoint may have reported before the death of its original was noticed.
        if goesOn { if !isReady { await untilReady(process) } } else { await untilEnd(process) }
        return .stopped(report)
      case .end:
        forgetProcess()
        scope = Scope()
        return .stopped(lost("The process that runs cells was ended from outside."))
      case .branchOver: break
      }
    }
  }

  /// Sees to what happened since the last cell: a task that it left running may have failed.
  ///
  /// Returns what there is to say about it.
  func settle() async -> CrashReport? {
    compiler?.permit()
    guard let process else { return nil }
    var crash: CrashData?
    var isReady = false
    while let event = process.events.poll() {
      switch event {
      case .ready: isReady = true
      case .crash(let data): crash = data
      case .end:
        forgetProcess()
        scope = Scope()
        return lost("The process that runs cells was ended from outside.")
      case .death(let status, let reason, let goesOn):
        let report = await report(status: status, reason: reason, crash: crash, stateIsBack: goesOn)
        scope = scopeBefore
        if !goesOn { await untilEnd(process) } else if !isReady { await untilReady(process) }
        return report
      default: break
      }
    }
    return nil
  }

  func note(image path: String, at base: UInt64, of number: Int) {
    let size = (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? UInt64) ?? 0
    // In memory a library is larger than its file by the space for its variables; nothing follows it closely.
    images[number, default: []].append(.init(base: base, library: URL(filePath: path), size: size + 1 << 16))
  }

  private func untilDone(_ process: CellProcess) async {
    while true { if case .done = await process.events.next() { return } }
  }

  private func untilReady(_ process: CellProcess) async {
    while true {
      switch await process.events.next() {
      case .ready: return
      case .end:
        forgetProcess()
        return
      default: break
      }
    }
  }

  private func untilEnd(_ process: CellProcess) async {
    while true { if case .end = await process.events.next() { break } }
    forgetProcess()
    scope = Scope()
    scopeBefore = Scope()
  }

  func lost(_ sentence: String) -> CrashReport {
    CrashReport(cause: .signal(9), sentence: sentence, frames: [], stateIsBack: false)
  }

  // MARK: Reports

  func report(status: Int32, reason: Int32, crash: CrashData?, stateIsBack: Bool) async -> CrashReport {
    var located = Symbolizer.Result(frames: [], reason: nil)
    if let crash, let symbolizer = configuration.toolchain.symbolizer {
      located = await Symbolizer(program: symbolizer).lines(
        of: crash.frames, images: images.values.flatMap { $0 }, titles: titles)
    }
    let (cause, sentence) = cause(status: status, reason: reason, crash: crash, reasonInCode: located.reason)
    return CrashReport(cause: cause, sentence: sentence, frames: located.frames, stateIsBack: stateIsBack)
  }

  private func cause(
    status: Int32, reason: Int32, crash: CrashData?, reasonInCode: String?
  ) -> (CrashReport.Cause, String) {
    if reason == UNROLL_DIED_BY_ORDER { return (.interrupt, "Interrupted.") }
    if reason == UNROLL_DIED_OF_MEMORY {
      let limit = memoryLimit ?? 0
      return (.memoryLimit(bytes: limit), "The cell needed more memory than the limit of \(limit >> 20) MiB.")
    }
    if unroll_exited(status) {
      let code = Int(unroll_exit_status(status))
      return (.exit(status: code), "The cell called exit(\(code)).")
    }
    let signal = Int(unroll_termination_signal(status))
    if let crash, signal == Int(SIGSEGV) || signal == Int(SIGBUS) {
      let distance = Int64(bitPattern: crash.address &- crash.stackPointer)
      if abs(distance) < 1 << 20 {
        return (.stackOverflow, "Stack overflow: functions called each other too deeply, perhaps without an end.")
      }
      if let sentence = CrashSentence.inOutput(messages.text) { return (.trap, sentence.text) }
      return (.badAccess, CrashSentence.ofSignal(signal) + ".")
    }
    if let sentence = CrashSentence.inOutput(messages.text) {
      return (sentence.isUncaughtError ? .uncaughtError : .trap, sentence.text)
    }
    if let reasonInCode { return (.trap, reasonInCode.prefix(1).uppercased() + reasonInCode.dropFirst()) }
    let isTrap = [SIGILL, SIGTRAP].contains(Int32(signal))
    return (isTrap ? .trap : .signal(signal), CrashSentence.ofSignal(signal) + ".")
  }
}
