import Foundation

/// Runs `body` with the path of a new, empty folder, which is removed afterwards.
@discardableResult
func withTemporaryFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
  let folder = FileManager.default.temporaryDirectory.appending(path: "unroll-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder.path)
}

/// Writes a file and returns its path.
func write(_ text: String, to path: String) throws -> String {
  try Data(text.utf8).write(to: URL(filePath: path))
  return path
}
