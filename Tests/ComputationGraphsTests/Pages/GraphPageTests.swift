import Autograd
import Foundation
import JSONTree
import Testing

@testable import ComputationGraphs

@Suite struct GraphPageTests {
  @Test func `Equal programs give equal pages`() throws {
    let pages = try (0..<2).map { _ in try LSTMNetwork(length: 4).graph().page(from: "w1", to: "L") }
    #expect(pages[0] == pages[1])
  }

  @Test func `The page's data can be read`() throws {
    let page = try ScalarNetwork(length: 3).graph().page(from: "U", to: "L", title: "Three steps")
    let record = try data(of: page)
    #expect(record["title"] == .string("Three steps"))
    #expect(record.column("nodes", "name").contains(.string("h3")))
    #expect(page.title == "Three steps" && page.summary.contains("directed graph"))
  }

  @Test func `Text that is markup stays text`() throws {
    let name = "</script><img src=x onerror=alert(1)>\"'&\u{202E}\u{0}🦆é"
    let x = Tensor(0.5, dtype: .float64, requiresGrad: true)
    let page = try ComputationGraph(of: [("L", x.tanh())], naming: [(name, x)])
      .page(from: name, to: "L", title: name)
    #expect(!page.html.contains("<img"))
    #expect(page.html.components(separatedBy: "</script>").count == 3)
    let record = try data(of: page)
    #expect(record.column("nodes", "name").first == .string(name))
    let frame = page.frame()
    #expect(frame.components(separatedBy: "\"").count == 9)
    #expect(!frame.contains("&lt;img") || frame.contains("&amp;lt;img"))
  }

  @Test func `A thousand steps fit into three megabytes`() throws {
    let page = try ScalarNetwork(length: 1000, dtype: .float64).graph().page(from: "U", to: "L")
    #expect(page.html.utf8.count < 3_000_000)
  }

  @Test func `What cannot be shown is said`() throws {
    let graph = try LabNetwork().graph()
    #expect(throws: ComputationGraphError.noPath(from: "x2", to: "o1")) { try graph.page(from: "x2", to: "o1") }
    #expect(throws: ComputationGraphError.self) { try graph.page(from: "Q", to: "L") }
    #expect("\(ComputationGraphError.noPath(from: "x2", to: "o1"))".contains("No path leads from “x2” to “o1”"))
  }

  @Test func `A page is written whole, or an error says why not`() throws {
    let page = try ScalarNetwork(length: 1).graph().page(from: "U", to: "L")
    let folder = FileManager.default.temporaryDirectory.appending(path: "page-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "page.html")
    try page.write(to: file.path)
    #expect(try String(contentsOf: file, encoding: .utf8) == page.html)
    let error = #expect(throws: (any Error).self) { try page.write(to: folder.appending(path: "none/page.html").path) }
    #expect(error.map { "\($0)" }?.contains("none/page.html") == true)
  }

  private func data(of page: GraphPage) throws -> PageRecord {
    let start = try #require(page.html.firstRange(of: "id=\"graph-data\">")?.upperBound)
    let end = try #require(page.html[start...].firstRange(of: "</script>")?.lowerBound)
    return PageRecord(try JSONValue(parsing: Array(page.html[start..<end].utf8)[...]))
  }
}
