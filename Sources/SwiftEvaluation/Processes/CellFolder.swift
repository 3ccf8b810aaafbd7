import CProcess
import Foundation

/// The folder of an evaluator's cells: their sources, objects, modules and libraries.
enum CellFolder {
  /// Creates one that is its owner's alone.
  static func create() throws -> URL {
    let folder = parent(environment: ProcessInfo.processInfo.environment).appending(
      path: "unroll-cells-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    return folder
  }

  /// The file system in memory where libraries can be run from it and there is room: a cell makes and removes ten small
  /// files, which takes a disk's file system 3 ms. Whoever names a temporary folder gets that one.
  static func parent(
    environment: [String: String], memory: URL = URL(filePath: "/dev/shm"), room: UInt64 = 1 << 30
  ) -> URL {
    guard environment["TMPDIR"] == nil, unroll_room_for_libraries(memory.path) >= room else {
      return FileManager.default.temporaryDirectory
    }
    return memory
  }
}
