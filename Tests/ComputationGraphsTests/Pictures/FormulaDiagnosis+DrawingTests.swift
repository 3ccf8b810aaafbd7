import Foundation
import GraphDrawing
import Testing

@testable import ComputationGraphs

@Suite struct FormulaDiagnosisDrawingTests {
  private func picture(_ formula: String, length: Int) throws -> String {
    let question = DerivativeQuestion(by: "U", length: .exactly(length))
    guard case .wrong(let diagnosis) = question.judge(formula) else {
      Issue.record("“\(formula)” is not wrong")
      return ""
    }
    return try #require(diagnosis.picture(of: question.architecture))
  }

  private func bands(in picture: String) -> Int {
    guard let start = picture.range(of: "<g class=\"mark") else { return 0 }
    let mark = picture[start.lowerBound...].prefix { $0 != "\0" }
    let end = mark.range(of: "</g>")?.lowerBound ?? mark.endIndex
    return mark[..<end].components(separatedBy: "<path").count - 1
  }

  @Test func aMissingPathIsMarkedEdgeByEdge() throws {
    let picture = try picture(
      "dL/do_1 * do_1/dh_1 * dh_1/dU + dL/do_2 * do_2/dh_2 * dh_2/dU", length: 2)
    #expect(picture.contains("class=\"mark missing\""))
    #expect(picture.contains("has no term: U → h_1 → h_2 → o_2 → L"))
    #expect(bands(in: picture) == 4)
  }

  @Test func aRepeatedPathIsMarked() throws {
    let term = "dL/do_1 * do_1/dh_1 * dh_1/dU"
    let picture = try picture("\(term) + \(term)", length: 1)
    #expect(picture.contains("class=\"mark repeated\"") && bands(in: picture) == 3)
  }

  @Test func theDrawingsArrowsAreTheNetworksEdges() throws {
    for length in 1...4 {
      let network = UnrolledNetwork(.elman, length: length)
      let drawing = try network.drawing(title: "network")
      #expect(drawing.edges.map { "∂\($0.target)/∂\($0.source)" } == network.edges.map(\.description))
      #expect(drawing.nodes.contains { $0.lines == ["h\u{2081}"] })
      _ = try drawing.svg()
    }
  }
}
