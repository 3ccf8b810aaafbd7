import CProcess
import Foundation
import NotebookDisplay

/// Code to run again on other values, without touching the notebook.
package struct Replay: Sendable {
  /// Sources of cells, in the order in which they run.
  package var cells: [String]
  /// Swift expressions that replace the initial values of top-level variables; a variable that the cells do not declare
  /// is declared before them.
  package var bindings: [String: String]
  /// The variables whose values are wanted at the end.
  package var wanted: [String]
  /// How long each of the cells may run.
  package var timeLimit: Duration
  /// Bytes for the notebook and the fork together; nil leaves the evaluator's limit.
  package var memoryLimit: UInt64?

  package init(
    cells: [String], bindings: [String: String] = [:], wanted: [String], timeLimit: Duration = .seconds(10),
    memoryLimit: UInt64? = nil
  ) {
    self.cells = cells
    self.bindings = bindings
    self.wanted = wanted
    self.timeLimit = timeLimit
    self.memoryLimit = memoryLimit
  }
}

/// What became of a replay.
package enum ReplayResult: Sendable {
  /// The values of the wanted variables, those left out that do not exist.
  case values([NamedValue])
  /// The cell of this index does not compile, perhaps because of a binding.
  case compileError(cell: Int, [Diagnostic])
  /// The cell of this index was stopped.
  case crashed(cell: Int, CrashReport)
}

extension Evaluator {
  /// Runs cells again in a fork of the notebook, on other values.
  package func replay(
    _ replay: Replay, output: @escaping @Sendable (OutputEvent) -> Void = { _ in }
  ) async throws -> ReplayResult {
    await turn.take()
    defer { turn.give() }
    _ = await settle()
    let process = try await startedProcess()
    let filter = RuntimeMessages(output)
    messages = filter
    process.setReceiver { filter.receive($0) }
    if let limit = replay.memoryLimit { process.limitMemory(limit) }
    defer { if replay.memoryLimit != nil { process.limitMemory(configuration.memoryLimit ?? 0) } }
    process.give(UNROLL_BRANCH)
    while true { if case .ready = await process.events.next() { break } }

    var branch = Branch(scope: scope)
    let result = try await run(replay, in: &branch, process)
    process.give(UNROLL_BRANCH_END)
    if !branch.isOver { while true { if case .branchOver = await process.events.next() { break } } }
    for number in branch.modules {
      compiler?.discard("Cell\(number)")
      images[number] = nil
    }
    return result
  }

  private struct Branch {
    var scope: Scope
    var modules: [Int] = []
    var isOver = false
  }

  private func run(_ replay: Replay, in branch: inout Branch, _ process: CellProcess) async throws -> ReplayResult {
    var cells = replay.cells.map { Rebinding.source($0, replay.bindings) }
    let declared = Set(replay.cells.flatMap { CellSyntax($0).declarations.map(\.name) })
    let missing = replay.bindings.filter { !declared.contains($0.key) }.sorted { $0.key < $1.key }
    if !missing.isEmpty { cells.insert(missing.map { "var \($0.key) = \($0.value)" }.joined(separator: "\n"), at: 0) }
    let offset = missing.isEmpty ? 0 : 1
    var values: [NamedValue] = []
    for (index, source) in (cells + [""]).enumerated() {
      lastModule += 1
      let module = "Cell\(lastModule)"
      let isLast = index == cells.count
      var text = source
      if isLast {
        let names = replay.wanted.filter { branch.scope.names[$0]?.kind == .variable }
        text = names.map { "NotebookDisplay.CellScript.report(\"\($0)\", \(Scope.quoted($0)))" }.joined(separator: "\n")
      }
      let title = isLast ? "the end" : "replayed cell \(index - offset + 1)"
      let syntax = CellSyntax(text)
      let preamble = branch.scope.preamble(for: syntax)
      let program = CellProgram(
        module: module, title: title, source: text, syntax: syntax, imports: preamble.lines, shows: false)
      let product = try await compile(program, unloaded: branch.scope.unloadedModules(for: syntax))
      branch.modules.append(lastModule)
      guard let library = product.library else {
        return .compileError(cell: max(0, index - offset), product.diagnostics)
      }
      titles["\(module).swift"] = title
      titles[title] = title
      let end = await runInBranch(library, program.entryPoint, lastModule, replay, process)
      switch end {
      case .done(let messages): values += messages.compactMap(NamedValue.init)
      case .stopped(let report):
        branch.isOver = true
        return .crashed(cell: max(0, index - offset), report)
      }
      branch.scope.add(syntax, cell: lastModule, module: module, references: preamble.references)
    }
    return .values(values)
  }

  private func runInBranch(
    _ library: URL, _ symbol: String, _ number: Int, _ replay: Replay, _ process: CellProcess
  ) async -> RunEnd {
    let timer = Task {
      try await Task.sleep(for: replay.timeLimit)
      process.stop()
    }
    defer { timer.cancel() }
    let clock = ContinuousClock()
    let begin = clock.now
    process.give(UNROLL_RUN, library: library, symbol: symbol)
    var messages: [CellMessage] = []
    var crash: CrashData?
    while true {
      switch await process.events.next() {
      case .done: return .done(messages)
      case .message(.globals(let queries)): await answer(queries, scope, process)
      case .message(.variables): await offerVariables(scope, process)
      case .message(let message): messages.append(message)
      case .loaded(let base, let path): note(image: path, at: base, of: number)
      case .inputWanted: process.give(UNROLL_INPUT_END)
      case .crash(let data): crash = data
      case .branchOver(let status):
        let isLate = clock.now - begin >= replay.timeLimit
        let killed = unroll_termination_signal(status) == SIGKILL
        let reason = killed && !isLate ? UNROLL_DIED_OF_MEMORY : UNROLL_DIED_ITSELF
        let found = await report(status: status, reason: Int32(reason), crash: crash, stateIsBack: true)
        guard killed, isLate else { return .stopped(found) }
        return .stopped(
          CrashReport(
            cause: .timeLimit, sentence: "It took longer than \(replay.timeLimit).", frames: found.frames,
            stateIsBack: true))
      case .end:
        forgetProcess()
        return .stopped(lost("The process that runs cells was ended from outside."))
      default: break
      }
    }
  }
}
