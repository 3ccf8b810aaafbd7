import GraphDrawing
import JSONTree
import Testing

@testable import ComputationGraphs

@Suite struct PageLayoutTests {
  private let drawing = try? DirectedGraph(
    nodes: [
      .init(id: "U", place: .shared), .init(id: "h1", place: .step(1, row: "h")),
      .init(id: "h2", place: .step(2, row: "h")),
      .init(id: "h3", place: .step(3, row: "h")),
    ],
    edges: [("U", "h1"), ("U", "h2"), ("U", "h3"), ("h1", "h2"), ("h2", "h3")].map { .init(from: $0.0, to: $0.1) })

  @Test func `Every edge has its whole way, by itself or as its stroke`() throws {
    let drawing = try #require(drawing)
    let page = PageRecord(try PageLayout(drawing).json)
    guard case .array(let ways)? = page["ways"], case .array(let boxes)? = page["boxes"] else {
      Issue.record("not the form that is documented")
      return
    }
    #expect(ways.count == 5 && boxes.count == 16)
    let (edges, strokes) = (page.integers("strokes", "edge"), page.column("strokes", "way"))
    for (edge, way) in ways.enumerated() {
      let place = try #require(edges.lastIndex(of: edge) ?? (way == .null ? nil : 0))
      let numbers = Self.numbers(way == .null ? strokes[place] : way)
      let (source, target) = (drawing.sources[edge], drawing.targets[edge])
      #expect(Self.touches(numbers.prefix(2), Self.box(source, boxes)))
      #expect(Self.touches(numbers.suffix(2), Self.box(target, boxes)))
    }
  }

  @Test func `Columns are headed by their steps`() throws {
    let page = PageRecord(try PageLayout(#require(drawing)).json)
    #expect(page["columns"] == .array(["t = 1", "t = 2", "t = 3"].map { .string($0) }))
  }

  private static func numbers(_ value: JSONValue) -> [Double] {
    guard case .array(let entries) = value else { return [] }
    return entries.compactMap {
      switch $0 {
      case .integer(let integer): Double(integer)
      case .number(let text): Double(text)
      default: nil
      }
    }
  }

  private static func box(_ node: Int, _ boxes: [JSONValue]) -> [Double] {
    numbers(.array(Array(boxes[4 * node..<4 * node + 4])))
  }

  /// Whether a point lies at a box, an arrow head away at most.
  private static func touches(_ point: some Collection<Double>, _ box: [Double]) -> Bool {
    let (x, y) = (Array(point)[0], Array(point)[1])
    return abs(x - box[0]) <= box[2] / 2 + 9 && abs(y - box[1]) <= box[3] / 2 + 9
  }
}
