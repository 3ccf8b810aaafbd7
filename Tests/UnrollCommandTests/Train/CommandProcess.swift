import Foundation

/// The command `unroll` in a process of its own, as the build has made it.
struct CommandProcess {
  /// What a finished command left.
  struct Outcome {
    var status: Int32
    var output: String
    var error: String
  }

  private let process = Process()
  private let output = Pipe()
  private let error = Pipe()

  /// Starts `unroll` with these arguments; under a limit of data memory where one is given.
  init(_ arguments: [String], environment: [String: String] = [:], kilobytesOfData: Int? = nil) throws {
    let bundle = CommandLine.arguments.first { $0.contains(".xctest") } ?? CommandLine.arguments[0]
    var folder = URL(filePath: bundle)
    while folder.path.contains(".xctest") { folder = folder.deletingLastPathComponent() }
    process.executableURL = URL(filePath: "/bin/sh")
    let limit = kilobytesOfData.map { "ulimit -d \($0); " } ?? ""
    process.arguments = ["-c", limit + "exec \"$0\" \"$@\"", folder.appending(path: "unroll").path] + arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardOutput = output
    process.standardError = error
    try process.run()
  }

  /// Waits for the end.
  func outcome() -> Outcome {
    let (output, error) = (
      output.fileHandleForReading.readDataToEndOfFile(), error.fileHandleForReading.readDataToEndOfFile()
    )
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus, output: String(decoding: output, as: UTF8.self),
      error: String(decoding: error, as: UTF8.self))
  }

  func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

  /// Runs a command to its end.
  static func run(_ arguments: [String]) throws -> Outcome { try CommandProcess(arguments).outcome() }
}
