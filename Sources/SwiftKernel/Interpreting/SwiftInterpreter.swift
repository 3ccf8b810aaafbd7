import Foundation
package import JupyterKernel
package import Logging
import NotebookDisplay
package import SwiftEvaluation

/// Runs the cells of a notebook as Swift, for a kernel.
package actor SwiftInterpreter: Interpreter {
  package nonisolated let info: KernelInfo
  private let evaluator: Evaluator
  private let names: NameService
  private let magics: MagicTable
  private let lab: (any LabAssistant)?
  private let logger: Logger
  private var history: History
  private var keepsHistory = true
  /// What is running now, for interrupts.
  private var running: RunningCell?
  /// Displays of this kernel are told from those of earlier ones by it.
  private let session = UUID().uuidString

  package init(
    evaluator: Evaluator, languageServer: LanguageServer?, history file: HistoryFile?,
    magics: MagicTable = .standard, lab: (any LabAssistant)? = nil, info: KernelInfo, logger: Logger
  ) {
    self.evaluator = evaluator
    self.info = info
    var magics = magics
    if let lab {
      magics.add(.formula(lab))
      magics.add(.answer(lab))
    }
    self.magics = magics
    self.lab = lab
    self.logger = logger
    names = NameService(server: languageServer, magics: magics)
    do {
      history = try History(file)
    } catch {
      logger.warning("\(error); only cells from now on are remembered, and until the kernel ends")
      history = History()
      keepsHistory = false
    }
  }

  // MARK: Running

  package func execute(
    _ execution: Execution, frontend: any Frontend
  ) async throws(ExecutionError) -> MIMEBundle? {
    let title = execution.isRemembered ? "Cell \(execution.count)" : "Code"
    let cell = RunningCell(
      title: title, evaluator: evaluator, frontend: frontend, magics: magics, lab: lab, session: session)
    running = cell
    defer {
      cell.end()
      running = nil
    }
    do throws(ExecutionError) {
      let result = try await run(execution.code, cell)
      remember(execution, result: result?.plain)
      await names.server?.warmUp()
      return result
    } catch {
      remember(execution, result: nil)
      throw error
    }
  }

  private func run(_ code: String, _ cell: RunningCell) async throws(ExecutionError) -> MIMEBundle? {
    let declared = Set(await evaluator.names.map(\.name))
    var result: MIMEBundle?
    for part in CellPart.parts(of: code, isName: declared.contains) {
      switch part {
      case .swift(let source): result = try await cell.evaluate(source, line: 1).value
      case .shell(let command):
        try await cell.runShell(command)
        result = nil
      case .magic(let call): result = try await magics.magic(for: call).action(call, cell)
      }
    }
    return result
  }

  package func evaluate(_ expression: String) async throws(ExecutionError) -> MIMEBundle {
    let cell = RunningCell(
      title: "Expression", evaluator: evaluator, frontend: NoFrontend(), magics: magics, lab: nil, session: session)
    running = cell
    defer {
      cell.end()
      running = nil
    }
    guard let value = try await cell.evaluate(expression, line: 1).value else {
      throw ExecutionError(name: "NoValue", value: "\(expression) has no value that can be shown.")
    }
    return value
  }

  package func interrupt() async {
    await running?.interrupt()
  }

  package func shutDown(restart: Bool) async {
    await running?.interrupt()
    await names.server?.shutDown()
    await evaluator.shutdown()
  }

  // MARK: Questions

  package func complete(_ code: String, cursor: Int) async -> Completion {
    await names.complete(code, cursor: cursor, in: notebook)
  }

  package func inspect(_ code: String, cursor: Int, detail: Int) async -> MIMEBundle? {
    let evaluator = evaluator
    return await names.inspect(code, cursor: cursor, detail: detail, in: notebook) { await evaluator.source(of: $0) }
  }

  private var notebook: NameService.Notebook {
    get async {
      NameService.Notebook(
        declarations: await evaluator.declarations,
        names: await evaluator.names.map { DeclaredName(name: $0.name, kind: $0.kind.rawValue) })
    }
  }

  package func completeness(of code: String) async -> Completeness {
    cellCompleteness(code)
  }

  // MARK: History

  package func history(_ query: HistoryQuery) async -> [HistoryEntry] {
    history.entries(query)
  }

  private func remember(_ execution: Execution, result: String?) {
    guard execution.isRemembered else { return }
    do {
      try history.add(line: execution.count, code: execution.code, result: result)
    } catch {
      // Said once: the disk does not get better by complaints.
      if keepsHistory { logger.warning("\(error); this cell is remembered until the kernel ends") }
      keepsHistory = false
    }
  }
}

/// Nobody to show anything to.
private struct NoFrontend: Frontend {
  func show(_ output: Output) {}
  func readLine(prompt: String, isPassword: Bool) async throws(InputError) -> String { throw .notAllowed }
}
