import Foundation
import Testing

@testable import GraphDrawing

@Suite struct SVGTests {
  @Test(arguments: 0..<100 as Range<UInt64>) func `A drawing is well-formed and complete`(seed: UInt64) throws {
    let graph = try DirectedGraph.random(seed: seed)
    let document = try #require(ParsedMarkup(graph.svg()))
    let ids = document.named("g").compactMap { $0.attributes["data-id"] }
    #expect(ids == graph.nodes.map(\.id))
    #expect(document.named("rect").count == graph.nodes.count)
    let texts = document.named("text").map(\.text)
    #expect(texts.sorted() == (graph.nodes.flatMap(\.lines) + graph.edges.compactMap(\.label)).sorted())
    #expect(document.named("path").count == (try LayeredLayout(graph)).lines.count + 1)
  }

  @Test func `It says what it shows`() throws {
    let graph = try DirectedGraph.recurrentNetwork(steps: 2)
    let document = try #require(ParsedMarkup(graph.svg()))
    let root = try #require(document.elements.last)
    #expect(root.name == "svg")
    #expect(root.attributes["role"] == "graphics-document document")
    #expect(root.attributes["viewBox"]?.hasPrefix("0 0 ") == true)
    #expect(document.named("desc").map(\.text) == [graph.spokenSummary])
    let titles = document.named("title").map(\.text)
    #expect(titles.count == graph.nodes.count + 1)
    #expect(titles.contains("Network over 2 steps"))
    #expect(titles.contains("U (1) (leaf) → ×, ×"))
    #expect(titles.contains("L + (output)"))
  }

  @Test(arguments: hostileTexts) func `Any text is shown as text`(text: String) throws {
    let graph = try DirectedGraph(
      title: text, nodes: [.init(id: text, lines: [text]), .init(id: "b")],
      edges: [.init(from: text, to: "b", label: text)])
    let document = try #require(ParsedMarkup(graph.svg()))
    let allowed: Set = ["svg", "title", "desc", "style", "g", "path", "rect", "text"]
    #expect(Set(document.elements.map(\.name)).isSubset(of: allowed))
    #expect(document.elements.allSatisfy { $0.attributes.keys.allSatisfy { !$0.hasPrefix("on") } })
    #expect(document.elements.allSatisfy { $0.attributes["width"].map { (Double($0) ?? .infinity) < 1000 } ?? true })
  }

  @Test func `Coordinates are numbers`() throws {
    for text in [try DirectedGraph(nodes: [], edges: []).svg(), try DirectedGraph.random(seed: 1).svg()] {
      #expect(!text.contains("nan") && !text.contains("inf"))
    }
  }

  @Test(arguments: 0..<20 as Range<UInt64>) func `Equal graphs give equal bytes`(seed: UInt64) throws {
    let first = try DirectedGraph.random(seed: seed, edgesPerNode: 2)
    let second = try DirectedGraph.random(seed: seed, edgesPerNode: 2)
    #expect(try Array(first.svg().utf8) == Array(second.svg().utf8))
    #expect(Array(first.dot().utf8) == Array(second.dot().utf8))
  }

  /// Hashing is seeded anew in each process: an order that came from a set or a dictionary would show here.
  @Test func `The network of two steps is drawn as it was`() throws {
    try expectGolden(DirectedGraph.recurrentNetwork(steps: 2).svg(), "network.svg")
  }

  @Test func `A chain of 100,000 nodes and a star of 20,000`() throws {
    #expect(try DirectedGraph.chain(100_000).svg().utf8.count > 10_000_000)
    let star = try DirectedGraph(
      nodes: (0..<20_000).map { .init(id: "\($0)") }, edges: (1..<20_000).map { .init(from: "\($0)", to: "0") })
    #expect(try star.svg().hasSuffix("</svg>\n"))
  }

  @Test func `A cycle is refused`() throws {
    let graph = try DirectedGraph.of("a-b", "b-c", "c-a")
    #expect(throws: GraphError.cycle(["b", "c", "a"])) { try graph.svg() }
  }

  @Test func marksFollowTheirArrowsAndSayWhatTheyAre() throws {
    let nodes = ["a", "b", "c"].map { DirectedGraph.Node(id: $0) }
    let graph = try DirectedGraph(
      nodes: nodes, edges: [.init(from: "a", to: "b"), .init(from: "b", to: "c"), .init(from: "a", to: "c")])
    let marked = try graph.svg(marks: [
      EdgeMark(.missing, title: "a < b & c", edges: [0, 1]), EdgeMark(.extra, title: "direct", edges: [2]),
    ])
    #expect(marked.contains("<g class=\"mark missing\"") && marked.contains("<title>a &lt; b &amp; c</title>"))
    #expect(marked.components(separatedBy: "<g class=\"mark").count == 3)
    let layout = try graph.layout()
    for edge in 0..<3 { #expect(marked.contains("<path d=\"\(layout.path(ofEdge: edge).svg)\"/>")) }
    #expect(try graph.svg(marks: []) == graph.svg())
  }
}
