import CProcess
import Foundation
import NotebookDisplay

/// Code to run again on other values, without touching the notebook.
package struct Replay: Sendable {
  /// Runs once, before everything else: it may declare what bindings use.
  package var setup: String?
  /// Sources of cells, in the order in which they run.
  package var cells: [String]
  /// Swift expressions that replace the initial values of top-level variables; a variable that the cells do not declare
  /// is declared before them.
  package var bindings: [String: String]
  /// The variables whose values are wanted at the end.
  package var wanted: [String]
  /// Runs between one run of the cells and the next.
  package var advance: String?
  /// How often the cells run.
  package var count: Int
  /// How long each of the cells may run.
  package var timeLimit: Duration
  /// Bytes for the notebook and the fork together, if that is less than the evaluator's limit.
  package var memoryLimit: UInt64?

  package init(
    setup: String? = nil, cells: [String], bindings: [String: String] = [:], wanted: [String], advance: String? = nil,
    count: Int = 1, timeLimit: Duration = .seconds(10), memoryLimit: UInt64? = nil
  ) {
    self.setup = setup
    self.cells = cells
    self.bindings = bindings
    self.wanted = wanted
    self.advance = advance
    self.count = count
    self.timeLimit = timeLimit
    self.memoryLimit = memoryLimit
  }
}

/// What became of one run of a replay.
package enum ReplayResult: Sendable {
  /// The values of the wanted variables, those left out that do not exist.
  case values([NamedValue])
  /// The cell of this index does not compile, perhaps because of a binding; nil where it is the setup that does not.
  case compileError(cell: Int?, [Diagnostic])
  /// The cell of this index was stopped.
  case crashed(cell: Int?, CrashReport)
}

extension Evaluator {
  /// Runs cells again in a fork of the notebook, on other values: compiled once, and run `count` times.
  ///
  /// A run that is stopped costs itself only: the next begins in a new fork, until the third has been stopped or one has
  /// taken too long. The results are then fewer than `count`, as they are with a single one where something does not
  /// compile.
  package func replay(
    _ replay: Replay, output: @escaping @Sendable (OutputEvent) -> Void = { _ in }
  ) async throws -> [ReplayResult] {
    await turn.take()
    defer { turn.give() }
    _ = await settle()
    let process = try await startedProcess()
    let filter = RuntimeMessages(output)
    messages = filter
    process.setReceiver { filter.receive($0) }
    memoryLimit = [replay.memoryLimit, configuration.memoryLimit].compactMap(\.self).min()
    process.limitMemory(memoryLimit ?? 0)
    defer {
      memoryLimit = configuration.memoryLimit
      process.limitMemory(memoryLimit ?? 0)
    }

    var branch = Branch(scope: scope)
    defer { forget(branch) }
    let program: ReplayProgram
    switch try await compile(replay, in: &branch) {
    case .success(let compiled): program = compiled
    case .failure(let error): return [.compileError(cell: error.cell, error.diagnostics)]
    }
    var results: [ReplayResult] = []
    var stopped = 0
    while results.count < replay.count, stopped < 3 {
      guard self.process != nil else { break }
      let before = results.count
      let isLate = await run(program, replay, process, &results)
      if isLate { break }
      if results.count - before < replay.count - before { stopped += 1 }
    }
    return results
  }

  /// What has been compiled for a replay.
  private struct Branch {
    var scope: Scope
    var modules: [Int] = []
  }

  private struct ReplayStep {
    let library: URL
    let symbol: String
    let number: Int
    /// The learner's cell that it is, if it is one.
    let cell: Int?
  }

  private struct ReplayProgram {
    var setup: ReplayStep?
    var cells: [ReplayStep] = []
    var advance: ReplayStep?
  }

  private struct ReplayCompileError: Error {
    let cell: Int?
    let diagnostics: [Diagnostic]
  }

  private func forget(_ branch: Branch) {
    for number in branch.modules {
      compiler?.discard("Cell\(number)")
      images[number] = nil
    }
  }

  private func compile(
    _ replay: Replay, in branch: inout Branch
  ) async throws -> Result<ReplayProgram, ReplayCompileError> {
    var program = ReplayProgram()
    func step(_ source: String, cell: Int?, title: String) async throws -> Result<ReplayStep, ReplayCompileError> {
      let number = newModule()
      let module = "Cell\(number)"
      let syntax = CellSyntax(source)
      let preamble = branch.scope.preamble(for: syntax)
      let text = CellProgram(
        module: module, title: title, source: source, syntax: syntax, imports: preamble.lines, shows: false)
      let product = try await compile(text, unloaded: branch.scope.unloadedModules(for: syntax))
      branch.modules.append(number)
      guard let library = product.library else {
        return .failure(ReplayCompileError(cell: cell, diagnostics: product.diagnostics))
      }
      titles["\(module).swift"] = title
      titles[title] = title
      branch.scope.add(syntax, source: source, cell: number, module: module, references: preamble.references)
      return .success(ReplayStep(library: library, symbol: text.entryPoint, number: number, cell: cell))
    }
    do {
      if let setup = replay.setup { program.setup = try await step(setup, cell: nil, title: "the setup").get() }
      let declared = Set(replay.cells.flatMap { CellSyntax($0).declarations.map(\.name) })
      let missing = replay.bindings.filter { !declared.contains($0.key) }.sorted { $0.key < $1.key }
      if !missing.isEmpty {
        let source = missing.map { "var \($0.key) = \($0.value)" }.joined(separator: "\n")
        program.cells.append(try await step(source, cell: nil, title: "the givens").get())
      }
      for (index, cell) in replay.cells.enumerated() {
        let source = Rebinding.source(cell, replay.bindings)
        program.cells.append(try await step(source, cell: index, title: "replayed cell \(index + 1)").get())
      }
      let names = replay.wanted.filter { branch.scope.names[$0]?.kind == .variable }
      let reports = names.map { "NotebookDisplay.CellScript.report(\"\($0)\", \(Scope.quoted($0)))" }
      program.cells.append(try await step(reports.joined(separator: "\n"), cell: nil, title: "the end").get())
      if let advance = replay.advance {
        program.advance = try await step(advance, cell: nil, title: "between the runs").get()
      }
      return .success(program)
    } catch let error as ReplayCompileError {
      return .failure(error)
    }
  }

  /// Runs a compiled replay in a new fork from where the results end, until all runs are done or one is stopped; whether
  /// that one took too long.
  private func run(
    _ program: ReplayProgram, _ replay: Replay, _ process: CellProcess, _ results: inout [ReplayResult]
  ) async -> Bool {
    process.give(UNROLL_BRANCH)
    while true { if case .ready = await process.events.next() { break } }
    let skipped = [ReplayStep?](repeating: program.advance, count: results.count)
    for step in ([program.setup] + skipped).compactMap(\.self) {
      if case .stopped(let report) = await runInBranch(step, replay, process) {
        results.append(.crashed(cell: step.cell, report))
        return true
      }
    }
    while true {
      var values: [NamedValue] = []
      for step in program.cells {
        switch await runInBranch(step, replay, process) {
        case .done(let messages): values += messages.compactMap(NamedValue.init)
        case .stopped(let report):
          results.append(.crashed(cell: step.cell, report))
          return report.cause == .timeLimit
        }
      }
      results.append(.values(values))
      guard results.count < replay.count else { break }
      if let advance = program.advance, case .stopped(let report) = await runInBranch(advance, replay, process) {
        results.append(.crashed(cell: nil, report))
        return true
      }
    }
    process.give(UNROLL_BRANCH_END)
    while true { if case .branchOver = await process.events.next() { return false } }
  }

  private func runInBranch(_ step: ReplayStep, _ replay: Replay, _ process: CellProcess) async -> RunEnd {
    let timer = Task {
      try await Task.sleep(for: replay.timeLimit)
      process.stop()
    }
    defer { timer.cancel() }
    let clock = ContinuousClock()
    let begin = clock.now
    process.give(UNROLL_RUN, library: step.library, symbol: step.symbol)
    var messages: [CellMessage] = []
    var crash: CrashData?
    while true {
      switch await process.events.next() {
      case .done: return .done(messages)
      case .message(.globals(let queries)): await answer(queries, scope, process)
      case .message(.variables): await offerVariables(scope, process)
      case .message(let message): messages.append(message)
      case .loaded(let base, let path): note(image: path, at: base, of: step.number)
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
