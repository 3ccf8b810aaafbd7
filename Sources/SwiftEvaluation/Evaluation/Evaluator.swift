import Foundation
import NotebookDisplay

/// Compiles and runs the cells of one notebook, in a process of its own, one cell after the other.
///
/// Whatever a cell does, earlier work stays: a cell that fails leaves everything as it was before it (see
/// `docs/evaluation.md` for what cannot be taken back).
package actor Evaluator {
  /// What an evaluator needs to know.
  package struct Configuration: Sendable {
    package var toolchain: Toolchain
    package var libraries: Libraries
    /// Bytes for the process and its checkpoint together; nil for no limit.
    package var memoryLimit: UInt64?

    package init(toolchain: Toolchain, libraries: Libraries, memoryLimit: UInt64? = nil) {
      self.toolchain = toolchain
      self.libraries = libraries
      self.memoryLimit = memoryLimit
    }
  }

  /// Answers a cell that reads its standard input: a line, or nil for its end.
  package typealias Input = @Sendable () async -> String?

  let configuration: Configuration
  let turn = Turn()
  var scope = Scope()
  /// The scope before the last cell, which counts again if a task that the cell left behind fails.
  var scopeBefore = Scope()
  var process: CellProcess?
  var folder: URL?
  var compiler: CellCompiler?
  var images: [Int: [Symbolizer.Image]] = [:]
  var titles: [String: String] = [:]
  /// The number of the last module, which no later one has again.
  var lastModule = 0
  /// The number of the cell that comes next: it may be begun while hidden programs between take theirs.
  private var nextCell: Int?
  var interruption = Interruption.none
  /// Bytes that what runs now may use, with its checkpoint.
  var memoryLimit: UInt64?
  /// What the runtime said on the standard error of the running cell.
  var messages = RuntimeMessages({ _ in })

  enum Interruption {
    case none
    /// A cell is being compiled or run.
    case possible
    case wanted
  }

  package init(configuration: Configuration) {
    self.configuration = configuration
    memoryLimit = configuration.memoryLimit
  }

  /// Compiles and runs a cell.
  ///
  /// - Parameters:
  ///   - title: what diagnostics call the cell, unique among cells: `Cell 3`.
  ///   - output: called in order for everything that the cell puts out, on a thread of its own; the cell waits for it.
  ///   - input: asked when the cell reads its standard input.
  package func evaluate(
    _ source: String, title: String? = nil, input: @escaping Input = { nil },
    output: @escaping @Sendable (OutputEvent) -> Void = { _ in }
  ) async throws -> EvaluationResult {
    await turn.take()
    defer { turn.give() }
    let clock = ContinuousClock()
    let begin = clock.now
    var timing = EvaluationResult.Timing()
    if let report = await settle() {
      output(.stderr("Something that an earlier cell left running was stopped. \(report.description)\n"))
    }
    let process = try await startedProcess()
    interruption = .possible
    defer { interruption = .none }

    let number = nextCell ?? newModule()
    let following = newModule()
    nextCell = following
    let module = "Cell\(number)"
    let title = title ?? "Cell \(number)"
    let syntax = CellSyntax(source)
    let preamble = scope.preamble(for: syntax)
    let program = CellProgram(
      module: module, title: title, source: source, syntax: syntax, imports: preamble.lines, shows: true)
    timing.parse = clock.now - begin
    let product = try await compile(
      program, unloaded: scope.unloadedModules(for: syntax), next: "Cell\(following)")
    timing.compile = product.compileTime
    timing.link = product.linkTime
    func result(_ outcome: EvaluationResult.Outcome) -> EvaluationResult {
      timing.total = clock.now - begin
      return EvaluationResult(outcome: outcome, diagnostics: product.diagnostics, timing: timing)
    }
    guard interruption != .wanted else {
      compiler?.discard(module)
      return result(.interrupted)
    }
    guard let library = product.library else {
      compiler?.discard(module)
      return result(.compileError)
    }

    titles[title] = title
    titles["\(module).swift"] = title
    let runBegin = clock.now
    let filter = RuntimeMessages(output)
    messages = filter
    process.setReceiver { filter.receive($0) }
    var next = scope
    next.add(syntax, source: source, cell: number, module: module, references: preamble.references)
    let end = await run(library, program.entryPoint, number, in: next, input: input)
    timing.run = clock.now - runBegin
    switch end {
    case .done(let values):
      scopeBefore = scope
      scope = next
      let shown = values.lazy.compactMap { if case .result(let data) = $0 { data } else { nil } }.last
      filter.release()
      var success = result(.success(shown))
      success.labRequests = values.compactMap { if case .lab(let request) = $0 { request } else { nil } }
      return success
    case .stopped(let report):
      compiler?.discard(module)
      images[number] = nil
      return result(.crashed(report.located(in: title, at: syntax.throwingLines)))
    }
  }

  /// Stops the cell that is being compiled or run, whatever it does; its variables get their values from before it.
  package func interrupt() {
    guard interruption == .possible else { return }
    interruption = .wanted
    compiler?.cancel()
    if isRunning { process?.stop() }
  }

  /// Whether the checkpoint of the running cell stands.
  var isRunning = false

  /// Forgets everything: a new process without variables.
  package func reset() async {
    await turn.take()
    defer { turn.give() }
    await end()
    scope = Scope()
    scopeBefore = Scope()
  }

  /// Ends the process and removes its folder; the next cell would start a new one.
  package func shutdown() async {
    interrupt()
    await turn.take()
    defer { turn.give() }
    await end()
  }

  deinit {
    process?.end()
  }

  // MARK: The process

  private func end() async {
    guard let process else { return }
    self.process = nil
    compiler = nil
    process.end()
    while true { if case .end = await process.events.next() { break } }
    forgetProcess()
  }

  func forgetProcess() {
    process = nil
    compiler = nil
    if let folder { try? FileManager.default.removeItem(at: folder) }
    folder = nil
    images = [:]
    titles = [:]
  }

  func startedProcess() async throws -> CellProcess {
    if let process { return process }
    let folder = FileManager.default.temporaryDirectory.appending(path: "unroll-cells-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    self.folder = folder
    compiler = CellCompiler(toolchain: configuration.toolchain, libraries: configuration.libraries, folder: folder)
    let process = try CellProcess(
      libraries: configuration.libraries, folder: folder, memoryLimit: configuration.memoryLimit)
    loop: while true {
      switch await process.events.next() {
      case .ready: break loop
      case .loadFailed(let reason):
        process.end()
        forgetProcess()
        throw Toolchain.Missing(description: "the library for cells cannot be loaded: \(reason)")
      case .end:
        forgetProcess()
        throw Toolchain.Missing(description: "the process that runs cells ended before its first cell")
      default: break
      }
    }
    self.process = process
    return process
  }

  func newModule() -> Int {
    lastModule += 1
    return lastModule
  }

  func compile(
    _ program: CellProgram, unloaded: [String], next: String? = nil
  ) async throws -> CellCompiler.Product {
    guard let compiler else { throw Toolchain.Missing(description: "the evaluator has been shut down") }
    return await compiler.compile(program, unloaded: unloaded, next: next)
  }
}
