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
    /// Whether the process compiles what nobody asked for, in the first seat.
    var isWarmingUp = false
    var prepared: Prepared?
    var failures = 0
  }
  /// A cell that is begun, in its seat, while nobody waits for it.
  private struct Prepared {
    let source: PreparedSource
    let seat: Int
  }
  /// Where a cell is compiled.
  private struct Place {
    let process: CompilerProcess
    let seat: Int
    /// What is prepared there.
    var source: PreparedSource?
  }

  private let program: URL
  private let library: URL
  private let arguments: CompilerArguments
  /// That of each seat; none where cells cannot be prepared.
  private let gates: [PreparedSource.Gate]
  /// The order of the optimiser's passes. The command has its own, so that a cell which fails with these has another way.
  let passes: URL?
  private let state = Mutex(State())

  /// How often it may end without having compiled a cell before it is given up.
  private static let patience = 3
  /// Whether both seats can be used at once: sourcekitd compiles as many programs as there are processors.
  static let hasTwoProcessors = unroll_processors() > 1

  /// nil where the toolchain has no such library, or the program was not built.
  init?(_ arguments: CompilerArguments) {
    guard let program = arguments.libraries.compilerHost, let library = arguments.toolchain.compilerLibrary else {
      return nil
    }
    (self.program, self.library, self.arguments) = (program, library, arguments)
    let gates = CompilerProcess.seats.compactMap { seat in
      PreparedSource.Gate(libraries: arguments.libraries, in: arguments.folder, seat: seat)
    }
    self.gates = gates.count == CompilerProcess.seats.count ? gates : []
    passes = OptimizerPasses.write(to: arguments.folder.appending(path: "passes.yaml"))
    state.withLock { start(&$0) }
  }

  /// The process that compiles now, while there is one.
  var pid: Int32? { state.withLock { $0.process?.pid } }

  /// Whether its first cell would have to go without it.
  var isWarmingUp: Bool {
    state.withLock { state in
      noteWarmth(&state)
      return state.isWarmingUp
    }
  }

  /// The module of the cell that is begun before its text has come.
  var prepared: String? { state.withLock { $0.prepared?.source.module } }

  /// Stops the cell that is being compiled. The compiler is started again.
  func cancel() {
    state.withLock { state in
      state.failures -= 1  // it is not the compiler's own
      state.process?.stop()
    }
  }

  /// Compiles a cell, one at a time; false where the command has to do it.
  ///
  /// - Parameter next: the module of the cell after it; nil of what is no cell of the notebook, for which what is prepared
  ///   stays as it is.
  func compile(_ program: CellProgram, next: String? = nil) async -> Bool {
    guard let place = take(isCell: next != nil) else { return false }
    if let source = place.source {
      let isWritten = source.suits(program) && source.write(program.text)
      place.process.openGate(of: place.seat)
      if isWritten { prepareEarly(next, after: program, in: 1 - place.seat) }
      let answer = await place.process.answer(in: place.seat)
      if isWritten { return finish(program.module, answer) }
      source.remove()
      if answer == .gone { return finish(program.module, answer) }
    }
    let file = arguments.file(program.module, "swift")
    guard (try? program.text.write(to: file, atomically: true, encoding: .utf8)) != nil else { return false }
    place.process.begin(
      arguments.resident(module: program.module, ignoresAccess: program.ignoresAccess, passes: passes), in: place.seat)
    prepareEarly(next, after: program, in: 1 - place.seat)
    return finish(program.module, await place.process.answer(in: place.seat))
  }

  /// Begins the cell `module`, up to where its text is needed, unless that is done.
  ///
  /// - Parameter modules: what is loaded before, all of which the cell will have to see.
  func prepare(_ module: String, modules: [String], in seat: Int = 0) {
    state.withLock { state in
      noteWarmth(&state)
      guard !state.isWarmingUp, state.prepared == nil, let process = state.process, !gates.isEmpty,
        let source = PreparedSource(module: module, modules: modules, file: arguments.file(module, "swift"))
      else { return }
      let words = arguments.resident(
        module: module, ignoresAccess: false, preloaded: modules, first: gates[seat].folder, passes: passes)
      process.begin(words, in: seat, key: gates[seat].key)
      state.prepared = Prepared(source: source, seat: seat)
    }
  }

  /// Begins the next cell while `program` is compiled.
  private func prepareEarly(_ next: String?, after program: CellProgram, in seat: Int) {
    guard let next, Self.hasTwoProcessors else { return }
    // The compiler lists the folder once, and this cell's module is still to be written.
    try? Data().write(to: arguments.file(program.module, "swiftmodule"), options: .withoutOverwriting)
    prepare(next, modules: program.modules, in: seat)
  }

  /// Where to compile, if the process is ready: a cell where one is prepared, whatever else in the other seat.
  private func take(isCell: Bool) -> Place? {
    state.withLock { state in
      noteWarmth(&state)
      guard !state.isWarmingUp, let process = state.process else { return nil }
      guard let prepared = state.prepared else { return Place(process: process, seat: 0) }
      if let failure = process.earlyAnswer(in: prepared.seat) {
        forgetPrepared(&state)
        if failure == .gone { restart(&state) }
        return failure == .gone ? nil : Place(process: process, seat: prepared.seat)
      }
      guard isCell || !Self.hasTwoProcessors else { return Place(process: process, seat: 1 - prepared.seat) }
      state.prepared = nil
      return Place(process: process, seat: prepared.seat, source: prepared.source)
    }
  }

  private func noteWarmth(_ state: inout State) {
    guard state.isWarmingUp, let answer = state.process?.earlyAnswer(in: 0) else { return }
    state.isWarmingUp = false
    remove(["swift", "o", "swiftmodule", "swiftdoc", "swiftsourceinfo"], of: Self.warmUp)
    if answer == .gone { restart(&state) }
  }

  private func forgetPrepared(_ state: inout State) {
    state.prepared?.source.remove()
    state.prepared = nil
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
    forgetPrepared(&state)
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
    process.begin(arguments.resident(module: Self.warmUp, ignoresAccess: false, passes: passes), in: 0)
    state.isWarmingUp = true
  }

  private static let warmUp = "WarmUp"

  private func remove(_ endings: [String], of module: String) {
    for ending in endings { try? FileManager.default.removeItem(at: arguments.file(module, ending)) }
  }
}
