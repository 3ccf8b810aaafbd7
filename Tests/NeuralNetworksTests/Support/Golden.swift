import Foundation

@testable import NeuralNetworks

/// A file that `Golden/make_golden.py` wrote: numbers by name, settings by name.
struct Golden {
  let file: Safetensors
  let settings: [String: String]

  static func path(_ name: String) -> String {
    Bundle.module.bundlePath + "/Golden/\(name).safetensors"
  }

  /// All cases whose names begin with `prefix`.
  static func names(_ prefix: String) -> [String] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: Bundle.module.bundlePath + "/Golden")) ?? []
    return files.filter { $0.hasPrefix(prefix) && $0.hasSuffix(".safetensors") }
      .map { String($0.dropLast(".safetensors".count)) }.sorted()
  }

  init(_ name: String) throws {
    file = try Safetensors(contentsOf: Self.path(name))
    let lines = file.metadata.first { $0.name == "settings" }?.text.split(separator: "\n") ?? []
    settings = Dictionary(
      uniqueKeysWithValues: lines.map { line in
        let parts = line.split(separator: "=", maxSplits: 1)
        return (String(parts[0]), String(parts[1]))
      })
  }
}
