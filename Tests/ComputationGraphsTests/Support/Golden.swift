import Foundation
import Testing

/// Compares `text` with the recorded file of that name in `Golden`.
///
/// `RECORD_GOLDEN=1 swift test …` writes the file instead; look at it before it is committed.
func expectGolden(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
  if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] != nil {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    try Data(text.utf8).write(to: folder.appending(path: "Golden/\(name)"), options: .atomic)
    return
  }
  let url = try #require(Bundle.module.url(forResource: name, withExtension: nil, subdirectory: "Golden"))
  let recorded = try String(contentsOf: url, encoding: .utf8)
  #expect(text == recorded, "differs from Golden/\(name)", sourceLocation: sourceLocation)
}
