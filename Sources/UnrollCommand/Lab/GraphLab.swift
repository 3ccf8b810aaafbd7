import Foundation
import Unroll

/// Computation graphs as PDF, SVG and DOT files, every variable named.
struct GraphLab {
  let folder: String

  func draw(_ name: String, outputs: [(String, Tensor)], variables: [(String, Tensor)]) throws {
    let graph = try ComputationGraph(of: outputs, naming: variables)
    let files = URL(filePath: folder, directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: files, withIntermediateDirectories: true)
    let contents = [
      ("dot", Data(try graph.dot().utf8)), ("svg", Data(try graph.svg().utf8)), ("pdf", Data(try graph.pdf())),
    ]
    for (ending, content) in contents {
      try content.write(to: files.appending(component: "\(name).\(ending)"), options: .atomic)
    }
    print("\nThe computation graph: \(folder)/\(name).svg (and .pdf, .dot)")
  }
}
