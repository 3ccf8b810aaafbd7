import Foundation
import Unroll

/// Computation graphs as DOT and SVG files, every variable named.
struct GraphLab {
  let folder: String

  func draw(_ name: String, outputs: [(String, Tensor)], variables: [(String, Tensor)]) throws {
    let graph = try ComputationGraph(of: outputs, naming: variables)
    let files = URL(filePath: folder, directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: files, withIntermediateDirectories: true)
    for (ending, content) in [("dot", try graph.dot()), ("svg", try graph.svg())] {
      let file = files.appending(component: "\(name).\(ending)")
      try Data(content.utf8).write(to: file, options: .atomic)
    }
    print("\nThe computation graph: \(folder)/\(name).svg (and .dot)")
  }
}
