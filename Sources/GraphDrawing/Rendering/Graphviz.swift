public import Foundation
import Synchronization

extension DirectedGraph {
  /// What Graphviz can make of a graph.
  public enum GraphvizFormat: String, Sendable, CaseIterable {
    case svg, pdf, png
  }

  /// The graph as Graphviz' `dot` draws it, if that is installed: another engine than ours, and far slower for long
  /// sequences.
  ///
  /// - Parameters:
  ///   - format: What is made.
  ///   - limit: How many seconds it may take.
  /// - Throws: ``GraphvizError``.
  public func graphviz(_ format: GraphvizFormat, timeLimit limit: Double = 30) throws(GraphvizError) -> Data {
    guard let program = Self.findDot() else { throw .notInstalled }
    let process = Process()
    process.executableURL = program
    process.arguments = ["-T\(format.rawValue)"]
    let (input, output, complaints) = (Pipe(), Pipe(), Pipe())
    (process.standardInput, process.standardOutput, process.standardError) = (input, output, complaints)
    do { try process.run() } catch { throw .failed("\(error)") }
    // Each pipe has a thread of its own: one that is full stops the program.
    let (drawn, said) = (Reading(output), Reading(complaints))
    let source = Data(dot().utf8)
    Thread.detachNewThread {
      // A program that has ended reads nothing more; it tells why itself.
      try? input.fileHandleForWriting.write(contentsOf: source)
      try? input.fileHandleForWriting.close()
    }
    guard drawn.isReady(within: limit) else {
      process.terminate()
      process.waitUntilExit()
      throw .tooSlow(seconds: limit)
    }
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      _ = said.isReady(within: 1)
      throw .failed(String(decoding: said.content, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines))
    }
    return drawn.content
  }

  /// The program of that name in the folders of `PATH`; no shell is asked.
  private static func findDot() -> URL? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return folders.lazy.map { URL(filePath: String($0)).appending(component: "dot") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }
}

/// Why Graphviz did not draw a graph.
public enum GraphvizError: Error, Equatable, Sendable {
  /// There is no program `dot` in the folders of `PATH`.
  case notInstalled
  /// It was stopped after so many seconds.
  case tooSlow(seconds: Double)
  /// It ended with this message.
  case failed(String)
}

extension GraphvizError: CustomStringConvertible {
  /// The error in a sentence or two.
  public var description: String {
    switch self {
    case .notInstalled:
      return "Graphviz is not installed: no folder of PATH has its program “dot”. svg() and pdf() draw without it."
    case .tooSlow(let seconds):
      return "Graphviz was stopped after \(seconds.formatted()) seconds. svg() and pdf() draw large graphs in less."
    case .failed(let message):
      return "Graphviz could not draw the graph: \(message)"
    }
  }
}

/// All that comes out of a pipe, read by a thread of its own.
private final class Reading: Sendable {
  private let condition = NSCondition()
  private let state = Mutex<Data?>(nil)

  init(_ pipe: Pipe) {
    Thread.detachNewThread { [self] in
      let content = (try? pipe.fileHandleForReading.readToEnd()) ?? Data()
      state.withLock { $0 = content }
      condition.lock()
      condition.broadcast()
      condition.unlock()
    }
  }

  /// What was read; empty until all of it is there.
  var content: Data { state.withLock { $0 } ?? Data() }

  /// Waits for the end of the pipe.
  func isReady(within seconds: Double) -> Bool {
    let end = Date(timeIntervalSinceNow: seconds)
    condition.lock()
    defer { condition.unlock() }
    while state.withLock({ $0 == nil }) {
      guard condition.wait(until: end) else { return state.withLock { $0 != nil } }
    }
    return true
  }
}
