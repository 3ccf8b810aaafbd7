import Foundation
import Testing

@testable import GraphDrawing

@Suite struct GraphvizTests {
  @Test func `Its errors tell what to do`() {
    #expect(GraphvizError.notInstalled.description.contains("svg() and pdf() draw without it"))
    #expect(GraphvizError.tooSlow(seconds: 2.5).description.contains("2.5 seconds"))
    #expect(GraphvizError.failed("syntax error").description.hasSuffix(": syntax error"))
  }

  /// Graphviz is not needed: where it is missing, that is what the error tells.
  @Test(arguments: DirectedGraph.GraphvizFormat.allCases) func `It draws, or says that it is not installed`(
    format: DirectedGraph.GraphvizFormat
  ) throws {
    let graph = try DirectedGraph.unrolled(steps: 2)
    do {
      let data = try graph.graphviz(format)
      let beginning = String(decoding: data.prefix(500), as: UTF8.self)
      switch format {
      case .svg: #expect(beginning.contains("<svg") || beginning.contains("<!DOCTYPE svg"))
      case .pdf: #expect(beginning.hasPrefix("%PDF"))
      case .png: #expect(data.dropFirst().prefix(3).elementsEqual("PNG".utf8))
      }
    } catch {
      #expect(error == .notInstalled)
    }
  }

  @Test func `It is stopped when it takes too long`() throws {
    let graph = try DirectedGraph.recurrentNetwork(steps: 200)
    #expect {
      _ = try graph.graphviz(.svg, timeLimit: 0.3)
    } throws: { error in
      error as? GraphvizError == .notInstalled || error as? GraphvizError == .tooSlow(seconds: 0.3)
    }
  }
}
