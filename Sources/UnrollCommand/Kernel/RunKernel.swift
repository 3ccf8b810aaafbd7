import ArgumentParser
import Dispatch
import Foundation
import JupyterKernel
import JupyterProtocol
import Logging
import SwiftEvaluation
import SwiftKernel

/// `unroll kernel run`: the kernel itself, as Jupyter starts it.
struct RunKernel: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Serve the clients of a connection file; Jupyter calls this.")

  @Argument(help: "The file by which Jupyter says where to listen.", completion: .file(extensions: ["json"]))
  var connectionFile: String

  @Option(help: "Megabytes that cells may use; by default three quarters of the machine's.")
  var memory: Int?

  func validate() throws { try CellLimits.check(memory: memory) }

  func run() async throws {
    var logger = Logger(label: "unroll.kernel", factory: StreamLogHandler.standardError(label:))
    logger.logLevel = .notice
    let connection = try ConnectionFile.read(connectionFile)
    let environment = ProcessInfo.processInfo.environment
    let toolchain = try Toolchain(environment: environment)
    let libraries = try Libraries.besideProgram()
    let interpreter = SwiftInterpreter(
      evaluator: Evaluator(
        configuration: .init(toolchain: toolchain, libraries: libraries, memoryLimit: CellLimits.bytes(memory: memory))),
      languageServer: toolchain.languageServer.map {
        LanguageServer($0, arguments: libraries.interfaces.flatMap { ["-I", $0.path] })
      },
      history: HistoryFile.standard(environment: environment),
      lab: InstalledLabs.grader(
        environment: environment, folder: URL(filePath: FileManager.default.currentDirectoryPath), logger: logger),
      info: .swift(version: toolchain.version ?? "6"),
      logger: logger)
    let signals = obey(interpreter)
    defer { for signal in signals { signal.cancel() } }
    let parent = ParentProcess(announced: environment["JPY_PARENT_PID"].flatMap { Int32($0) })
    _ = try await Kernel(interpreter: interpreter, connection: connection, parent: parent, logger: logger).run()
  }

  /// A signal interrupts the running cell, or ends the kernel, as a message does.
  private func obey(_ interpreter: SwiftInterpreter) -> [any DispatchSourceSignal] {
    [SIGINT, SIGTERM, SIGHUP].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        Task {
          if number == SIGINT { return await interpreter.interrupt() }
          await interpreter.shutDown(restart: false)
          Foundation.exit(128 + number)
        }
      }
      source.resume()
      return source
    }
  }
}
