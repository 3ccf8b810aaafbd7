import Foundation
import Testing

@testable import LanguageModels

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct LearningCurveTests {
  /// Notes the elements of a picture.
  private final class Reader: NSObject, XMLParserDelegate {
    var elements: [(name: String, attributes: [String: String])] = []
    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String]
    ) {
      elements.append((name, attributes))
    }
  }

  private func elements(_ curve: LearningCurve) throws -> [(name: String, attributes: [String: String])] {
    let reader = Reader()
    let parser = XMLParser(data: Data(curve.svg(unit: "word").utf8))
    parser.delegate = reader
    #expect(parser.parse())
    return reader.elements
  }

  private func record(_ step: Int, loss: Double? = nil, validation: Double? = nil) -> TrainingLog.Record {
    .init(step: step, epoch: 0, loss: loss, validationLoss: validation, seconds: 1)
  }

  @Test(arguments: [
    [], [(0, 5.0)], [(100, 3), (200, 3)], [(1, 1e-9), (2, 2e-9)], [(1, 1e9), (1_000_000, 2)],
    [(1, 4), (7, 2), (13, 2.5)],
  ])
  func everyPointIsInsideTheAxes(points: [(Int, Double)]) throws {
    let curve = LearningCurve(
      points.map { record($0.0, loss: $0.1) } + points.map { record($0.0, validation: $0.1 * 1.1) })
    var places: [(Double, Double)] = []
    for element in try elements(curve) {
      if let list = element.attributes["points"] {
        places += list.split(separator: " ").map { pair in
          let numbers = pair.split(separator: ",").compactMap { Double($0) }
          return (numbers[0], numbers[1])
        }
      }
      if element.name == "circle", let x = element.attributes["cx"].flatMap(Double.init),
        let y = element.attributes["cy"].flatMap(Double.init)
      {
        places.append((x, y))
      }
    }
    #expect(places.count == (points.count > 1 ? 3 : 1) * points.count)
    #expect(places.allSatisfy { (70...700).contains($0.0) && (48...340).contains($0.1) })
  }

  @Test func aLongTrainingIsThinnedWithoutLosingItsEnds() throws {
    let curve = LearningCurve((1...50_000).map { record($0, loss: 1 / Double($0)) })
    let line = try #require(try elements(curve).first { $0.name == "polyline" }?.attributes["points"])
    let points = line.split(separator: " ")
    #expect((500...2_000).contains(points.count))
  }
}
