import Autograd
import Foundation
import JSONTree
import Testing

@testable import ComputationGraphs

@Suite struct ComputationGraphJSONTests {
  @Test func `The lab's network`() throws {
    let network = ScalarNetwork(length: 2, dtype: .float64)
    network.loss.backward()
    try expectGolden(network.graph().json(partials: true), "scalar-2.json")
  }

  @Test func `The same program gives the same bytes`() throws {
    let texts = try (0..<2).map { _ in try LSTMNetwork(length: 5).graph().json(partials: true) }
    #expect(texts[0] == texts[1])
  }

  @Test func `Any names, and numbers that are none`() throws {
    let x = Tensor([0, -1], dtype: .float32, requiresGrad: true)
    let name = "</script>\"\\\n\u{1}\u{2028}日本"
    let graph = try ComputationGraph(of: [("y", x.log())], naming: [(name, x)])
    let text = graph.json(partials: true)
    guard case .object(let members) = try JSONValue(parsing: Array(text.utf8)[...]),
      case .array(let nodes)? = members.first(where: { $0.name == "nodes" })?.value,
      case .object(let first)? = nodes.first, case .object(let last)? = nodes.last
    else {
      Issue.record("not the form that is documented")
      return
    }
    #expect(first.first { $0.name == "id" }?.value == .string(name))
    #expect(last.first { $0.name == "value" }?.value == .array([.string("-Infinity"), .string("NaN")]))
    #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(text.utf8)) }
  }

  @Test func `Large values are left out`() throws {
    let x = Tensor.ones([30, 40]).requiringGrad()
    let text = try ComputationGraph(of: [("y", x.tanh())], naming: [("x", x)]).json(partials: true)
    #expect(text.contains("\"value\": null") && text.contains("\"partial\": null"))
    #expect(text.utf8.count < 1000)
  }

  @Test func `Numbers read back as they were`() throws {
    let x = Tensor([0.1, 1e-30, 123456.789], dtype: .float32, requiresGrad: true)
    let text = try ComputationGraph(of: [("y", x * 1)], naming: [("x", x)]).json()
    #expect(text.contains("\"value\": [0.1, 1e-30, 123456.79]"))
  }
}
