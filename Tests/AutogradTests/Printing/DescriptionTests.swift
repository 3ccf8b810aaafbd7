import Foundation
import Testing

@testable import Autograd

/// Against what torch prints, from `Golden/make_printing.py`.
struct DescriptionTests {
  struct Fixture: Decodable {
    struct Case: Decodable, CustomTestStringConvertible, Sendable {
      let name: String
      let dtype: String
      let shape: [Int]
      let text: String
      let numbers: [String]?
      let start: Double?
      let step: Double?

      var testDescription: String { name }

      var tensor: Tensor {
        Tensor(scalars, shape: shape, dtype: dtype == "float64" ? .float64 : .float32)
      }

      private var scalars: [Double] {
        if let numbers { return numbers.map { Double($0) ?? .nan } }
        let (start, step) = (start ?? .nan, step ?? .nan)
        let count = shape.reduce(1, *)
        return (0..<count).map { (index: Int) -> Double in start + step * Double(index) }
      }
    }
    let cases: [Case]
    let history: [String: String]

    static func load() throws -> Fixture {
      let path = Bundle.module.bundlePath + "/Golden/printing.json"
      return try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
    }
  }

  @Test(arguments: try Fixture.load().cases) func numbers(_ expected: Fixture.Case) {
    #expect(expected.tensor.description == expected.text)
  }

  @Test func history() throws {
    let expected = try Fixture.load().history
    let leaf = Tensor([1, 2], requiresGrad: true)
    let matrix = Tensor([[0.5, 0], [0.25, 1]], dtype: .float64, requiresGrad: true)
    #expect(leaf.description == expected["leaf"])
    #expect(matrix.description == expected["matrix"])
    #expect(matrix.mv(leaf.detach().to(.float64)).description == expected["mv"])
    #expect(leaf.sum().description == expected["sum"])
    #expect((Tensor.arange(13) / 4).requiringGrad().description == expected["line"])
    #expect((Tensor.arange(8, dtype: .float64) / 4).requiringGrad().tanh().description == expected["long line"])
  }

  @Test func indicesPrintAsNumbers() { #expect(Tensor.indices([2, 0]).description == "tensor([2., 0.])") }

  @Test func interpolation() { #expect("\(Tensor([0.13, -0.07]))" == "tensor([ 0.1300, -0.0700])") }
}
