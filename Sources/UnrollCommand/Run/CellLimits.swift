import ArgumentParser
import Foundation

/// How much memory cells may use.
enum CellLimits {
  /// Refuses what no cell could run in.
  static func check(memory: Int?) throws {
    if let memory, memory < 64 {
      throw ValidationError("--memory needs at least 64 megabytes; cells use some themselves.")
    }
  }

  /// The limit in bytes: of the option, or three quarters of the machine's memory.
  static func bytes(memory: Int?) -> UInt64 {
    memory.map { UInt64($0) << 20 } ?? ProcessInfo.processInfo.physicalMemory / 4 * 3
  }
}
