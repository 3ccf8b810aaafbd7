import Autograd
import JSONTree
import Testing

@testable import ComputationGraphs

@Suite struct PageContentTests {
  /// The columns hold what the paths hold: every edge between named values, with its partial.
  @Test(arguments: [1, 2, 3]) func `The lab's sequences`(length: Int) throws {
    let graph = try ScalarNetwork(length: length, dtype: .float64).graph()
    let paths = try graph.paths(from: "U", to: "L")
    let page = try content(paths)
    let partials = page.numbers("edges", "partial").compactMap(\.self)
    #expect(partials == paths.network.numbers())
    let (sources, targets) = (page.integers("edges", "source"), page.integers("edges", "target"))
    #expect(targets == targets.sorted() && zip(sources, targets).allSatisfy { $0 < $1 })
    let derivative = try #require(paths.derivative?.number)
    #expect(page["derivative"] == .array([.number("\(derivative)")]))
  }

  @Test func `Matrices stand row by row`() throws {
    let paths = try LabNetwork(dtype: .float64).graph().paths(from: "U", to: "L")
    let page = try content(paths)
    let names = page.column("nodes", "name")
    let edges = zip(page.integers("edges", "source"), page.integers("edges", "target"))
    let place = try #require(edges.enumerated().first { names[$1.0] == .string("h1") && names[$1.1] == .string("h2") })
    let partial = page.column("edges", "partial")[place.offset]
    let expected = paths.network.vertices.indices.flatMap { paths.network.jacobians(into: $0) }
      .first { $0.rows == 2 && $0.columns == 2 && $0.elements == [0.4, 0.4, 0.9, -0.7] }
    #expect(partial == expected.map { .array($0.elements.map { .number("\($0)") }) })
  }

  @Test func `Sizes beyond the limits are left out, and that is said`() throws {
    let x = Tensor.ones([300]).requiringGrad()
    let y = x.tanh()
    let graph = try ComputationGraph(of: [("L", y.sum())], naming: [("x", x), ("y", y)])
    let page = try content(graph.paths(from: "x", to: "L"))
    #expect(page.column("edges", "partial") == [.boolean(true), .boolean(true)])
    #expect(page.column("nodes", "value").prefix(2) == [.null, .null])
    #expect(page["derivative"] == .null)
  }

  @Test func `What is not finite is written as text`() throws {
    let x = Tensor(0, dtype: .float64, requiresGrad: true)
    let y = x.log()
    let graph = try ComputationGraph(of: [("z", y * 2)], naming: [("x", x), ("y", y)])
    let page = try content(graph.paths(from: "x", to: "z"))
    #expect(page.column("nodes", "value").contains(.string("-Infinity")))
    #expect(page.column("edges", "partial").contains(.string("Infinity")))
  }

  @Test func `Unnamed ends are shown`() throws {
    let x = Tensor(2, dtype: .float64, requiresGrad: true)
    let graph = try ComputationGraph(of: [("z", (x * 3).tanh())], naming: [("x", x)])
    let page = try content(graph.paths(from: "Mul#1", to: "z"))
    #expect(page.integers("edges", "source").count == 3)
    #expect(page.numbers("edges", "partial").compactMap(\.self).count == 1)
  }

  private func content(_ paths: Paths) throws -> PageRecord {
    PageRecord(try PageContent(paths, title: "t").json())
  }
}

/// What a page's columns are read by.
struct PageRecord {
  let value: JSONValue

  init(_ value: JSONValue) { self.value = value }

  subscript(name: String) -> JSONValue? {
    guard case .object(let members) = value else { return nil }
    return members.first { $0.name == name }?.value
  }

  func column(_ part: String, _ name: String) -> [JSONValue] {
    guard let part = self[part], case .array(let entries)? = PageRecord(part)[name] else { return [] }
    return entries
  }

  func integers(_ part: String, _ name: String) -> [Int] {
    column(part, name).compactMap { if case .integer(let integer) = $0 { integer } else { nil } }
  }

  func numbers(_ part: String, _ name: String) -> [Double?] {
    column(part, name).map { if case .number(let text) = $0 { Double(text) } else { nil } }
  }
}
