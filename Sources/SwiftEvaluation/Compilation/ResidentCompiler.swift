import CProcess
import Foundation
import Synchronization

/// A compiler that stays, so that a cell does not wait for one to start and to warm up.
///
/// It only ever says that a cell is compiled: where anything is to be said about a cell, or the compiler fails, the cell
/// is the command's.
final class ResidentCompiler: Sendable {
  private struct State {
    var process: CompilerProcess?
    /// What the process is doing while nobody waits.
    var ahead = Ahead.nothing
    var failures = 0
  }
  private enum Ahead {
    case nothing
    case warmingUp
    case prepared(PreparedSource)
  }

  private let program: URL
  private let library: URL
  private let arguments: CompilerArguments
  private let gate: PreparedSource.Gate?
  /// The order of the optimiser's passes. The command has its own, so that a cell which fails with these has another way.
  let passes: URL?
  private let state = Mutex(State())

  /// How often it may end without having compiled a cell before it is given up.
  private static let patience = 3

  /// nil where the toolchain has no such library, or the program was not built.
  init?(_ arguments: CompilerArguments) {
    guard let program = arguments.libraries.compilerHost, let library = arguments.toolchain.compilerLibrary else {
      return nil
    }
    (self.program, self.library, self.arguments) = (program, library, arguments)
    gate = PreparedSource.Gate(
      libraries: arguments.libraries, in: arguments.folder, descriptor: Int(UNROLL_GATE))
    passes = OptimizerPasses.write(to: arguments.folder.appending(path: "passes.yaml"))
    state.withLock { start(&$0) }
  }

  /// The process that compiles now, while there is one.
  var pid: Int32? { state.withLock { $0.process?.pid } }

  /// Whether its first cell would have to go without it.
  var isWarmingUp: Bool {
    state.withLock { state in
      guard case .warmingUp = state.ahead, let process = state.process else { return false }
      noteWarmth(of: process, &state)
      if case .nothing = state.ahead { return false }
      return true
    }
  }

  /// Stops the cell that is being compiled. The compiler is started again.
  func cancel() {
    state.withLock { state in
      state.failures -= 1  // it is not the compiler's own
      state.process?.stop()
    }
  }

  /// Compiles a cell; false where the command has to do it.
  func compile(_ program: CellProgram) async -> Bool {
    guard let (process, ahead) = take() else { return false }
    if let ahead {
      let isWritten = ahead.suits(program) && ahead.write(program.text)
      process.openGate()
      let answer = await process.answer()
      if isWritten || answer == .gone { return finish(program.module, answer) }
      ahead.remove()
    }
    let file = arguments.file(program.module, "swift")
    guard (try? program.text.write(to: file, atomically: true, encoding: .utf8)) != nil else { return false }
    process.begin(
      arguments.resident(module: program.module, ignoresAccess: program.ignoresAccess, passes: passes))
    return finish(program.module, await process.answer())
  }

  /// Begins the next cell, while nobody waits, up to where its text is needed.
  func prepare(_ module: String, modules: [String]) {
    state.withLock { state in
      guard case .nothing = state.ahead, let process = state.process, let gate,
        let source = PreparedSource(module: module, modules: modules, file: arguments.file(module, "swift"))
      else { return }
      let words = arguments.resident(
        module: module, ignoresAccess: false, preloaded: modules, first: gate.folder, passes: passes)
      process.begin(words, key: gate.key)
      state.ahead = .prepared(source)
    }
  }

  /// The process, if it is ready for a cell, and what it has prepared.
  private func take() -> (CompilerProcess, PreparedSource?)? {
    state.withLock { state in
      guard let process = state.process else { return nil }
      switch state.ahead {
      case .nothing: return (process, nil)
      case .warmingUp:
        noteWarmth(of: process, &state)
        guard case .nothing = state.ahead, state.process === process else { return nil }
        return (process, nil)
      case .prepared(let source):
        state.ahead = .nothing
        guard let failure = process.earlyAnswer() else { return (process, source) }
        source.remove()
        if failure == .gone { restart(&state) }
        return failure == .gone ? nil : (process, nil)
      }
    }
  }

  private func noteWarmth(of process: CompilerProcess, _ state: inout State) {
    guard let answer = process.earlyAnswer() else { return }
    state.ahead = .nothing
    remove(["swift", "o", "swiftmodule", "swiftdoc", "swiftsourceinfo"], of: Self.warmUp)
    if answer == .gone { restart(&state) }
  }

  private func finish(_ module: String, _ answer: CompilerProcess.Answer) -> Bool {
    remove(["swiftdoc", "swiftsourceinfo"], of: module)  // the driver writes them beside what is wanted
    state.withLock { state in
      if answer == .compiled { state.failures = 0 }
      if answer == .gone { restart(&state) }
    }
    return answer == .compiled
  }

  private func restart(_ state: inout State) {
    state.failures += 1
    state.process = nil
    if state.failures < Self.patience { start(&state) }
  }

  /// Starts a process, and lets it compile something, by which all that it needs comes into memory.
  private func start(_ state: inout State) {
    state.process = CompilerProcess(program: program, library: library)
    let text = "import Foundation\nlet numbers = [1, 2, 3].map { $0 * 2 }\nprint(numbers.reduce(0, +))\n"
    let file = arguments.file(Self.warmUp, "swift")
    guard let process = state.process, (try? text.write(to: file, atomically: true, encoding: .utf8)) != nil else {
      return
    }
    process.begin(arguments.resident(module: Self.warmUp, ignoresAccess: false, passes: passes))
    state.ahead = .warmingUp
  }

  private static let warmUp = "WarmUp"

  private func remove(_ endings: [String], of module: String) {
    for ending in endings { try? FileManager.default.removeItem(at: arguments.file(module, ending)) }
  }
}
