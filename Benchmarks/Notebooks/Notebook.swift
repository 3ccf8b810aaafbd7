import Foundation
import NotebookDisplay
import SwiftEvaluation

/// A notebook whose cells are timed.
struct Notebook {
  private let evaluator: Evaluator

  /// - Parameter staysCompiling: whether there may be a compiler that stays.
  init(staysCompiling: Bool = true) throws {
    let built = try Libraries.besideProgram()
    evaluator = Evaluator(
      configuration: .init(
        toolchain: try Toolchain(), libraries: staysCompiling ? built : built.withoutCompilerHost))
  }

  /// A cell that did not end well: there is nothing to measure then.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// How long a cell took, and what it showed.
  struct Timed {
    let seconds: Double
    /// All but the compiler's part.
    let ownSeconds: Double
    let shown: String
  }

  func run(_ cell: String) async throws -> Timed {
    let result = try await evaluator.evaluate(cell)
    guard case .success(let data) = result.outcome else { throw Failure(description: "\(cell)\n\(result)") }
    let timing = result.timing
    return Timed(
      seconds: timing.total / .seconds(1), ownSeconds: (timing.total - timing.compile) / .seconds(1),
      shown: data?.plain ?? "")
  }

  /// The same cell several times.
  func run(_ cell: String, times: Int) async throws -> [Timed] {
    var all: [Timed] = []
    for _ in 0..<times { all.append(try await run(cell)) }
    return all
  }

  func end() async { await evaluator.shutdown() }

  /// Bytes in use by this process and all that came of it; what several of them share counts once.
  static func memory() throws -> Double {
    var children: [Int32: [Int32]] = [:]
    for entry in try FileManager.default.contentsOfDirectory(atPath: "/proc") {
      guard let process = Int32(entry),
        let status = try? String(contentsOfFile: "/proc/\(entry)/stat", encoding: .utf8),
        let parent = status.split(separator: ")").last?.split(separator: " ").dropFirst().first.flatMap({ Int32($0) })
      else { continue }
      children[parent, default: []].append(process)
    }
    var (waiting, kilobytes) = ([ProcessInfo.processInfo.processIdentifier], 0)
    while let process = waiting.popLast() {
      waiting += children[process] ?? []
      let rollup = (try? String(contentsOfFile: "/proc/\(process)/smaps_rollup", encoding: .utf8)) ?? ""
      let line = rollup.split(separator: "\n").first { $0.hasPrefix("Pss:") }
      kilobytes += line?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    }
    return Double(kilobytes) * 1024
  }
}

extension [Notebook.Timed] {
  /// The middle one's seconds.
  var median: Double { map(\.seconds).sorted()[count / 2] }

  /// What the last one showed, as a number.
  var lastNumber: Double { last.flatMap { Double($0.shown) } ?? .nan }
}
