import Autograd
import Foundation
import Testing

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

  func tensor(_ name: String) throws -> Tensor {
    try #require(file.tensor(named: name), "\(name) is not among \(file.names)")
  }

  func integers(_ name: String) throws -> [Int] {
    let entry = try #require(file.entry(named: name))
    try #require(entry.elementType == .int64)
    return words(file.bytes(of: entry), Int64.self).map(Int.init)
  }

  func number(_ setting: String) throws -> Double {
    try #require(settings[setting].flatMap(Double.init), "\(setting) is not a number among \(settings)")
  }

  /// Whether a tensor has the shape of the reference `name` and its numbers, relatively to `tolerance`.
  func check(
    _ tensor: Tensor?, _ name: String, tolerance: Double = 1e-10, _ location: SourceLocation = #_sourceLocation
  ) throws {
    let reference = try self.tensor(name)
    let tensor = try #require(tensor, "\(name) is nil", sourceLocation: location)
    #expect(tensor.shape == reference.shape && tensor.dtype == reference.dtype, "\(name)", sourceLocation: location)
    let error = largestError(tensor.scalars, reference.scalars)
    #expect(error <= tolerance, "\(name) is off by \(error)", sourceLocation: location)
  }
}

/// The largest |x − y| / |y|, where |y| counts as at least 10⁻⁴ of the largest.
func largestError(_ x: [Double], _ y: [Double]) -> Double {
  let scale = y.reduce(0) { max($0, abs($1)) }
  return zip(x, y).reduce(x.count == y.count ? 0 : .infinity) { largest, pair in
    let error = abs(pair.0 - pair.1)
    return error == 0 ? largest : max(largest, error.isNaN ? .infinity : error / max(abs(pair.1), scale * 1e-4))
  }
}
