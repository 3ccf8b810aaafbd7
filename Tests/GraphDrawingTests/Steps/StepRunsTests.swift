import Testing

@testable import GraphDrawing

@Suite struct StepRunsTests {
  @Test func `Equal steps are runs, the ends are not like them`() throws {
    let runs = try StepRuns(DirectedGraph.unrolled(steps: 9)).runs
    // The first state, the step that reads it, and the two at the end, beside the loss and with it, are like no other.
    #expect(runs == [0..<1, 1..<2, 2..<8, 8..<9, 9..<10])
  }

  @Test(arguments: [("role", 4), ("shape", 4), ("edge", 4), ("row", 4)]) func `A step that differs is a run of its own`(
    what: String, step: Int
  ) throws {
    let graph = try DirectedGraph.unrolled(steps: 9)
    let nodes = graph.nodes.map { node in
      guard node.id == "o\(step)" else { return node }
      switch what {
      case "role": return .init(id: node.id, lines: node.lines, role: .operation, place: node.place)
      case "shape": return .init(id: node.id, lines: node.lines + ["(2,)"], role: node.role, place: node.place)
      case "row": return .init(id: node.id, lines: node.lines, role: node.role, place: .step(step, row: "other"))
      default: return node
      }
    }
    let extra = what == "edge" ? [DirectedGraph.Edge(from: "V", to: "o\(step)")] : []
    let changed = try DirectedGraph(nodes: nodes, edges: graph.edges + extra)
    let run = try #require(StepRuns(changed).runs.first { $0.contains(step) })
    #expect(run == step..<step + 1)
  }
}
