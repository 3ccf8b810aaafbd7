import Autograd
import Testing

@testable import ComputationGraphs

@Suite("Numbers to four digits")
struct ShortNumberTests {
  @Test(
    arguments: [
      (0.1, "0.1"), (0.0005, "0.0005"), (-0.478_61, "−0.4786"), (12_345.6, "12350"), (3, "3"), (-2, "−2"), (0, "0"),
      (0.123_449_9, "0.1234"), (1e-7, "1e-07"), (.infinity, "∞"), (-.infinity, "−∞"), (.nan, "NaN"),
    ])
  func one(_ number: Double, _ text: String) { #expect(ShortNumber.text(number) == text) }

  @Test func fewStandInBracketsAndMoreNot() {
    #expect(ShortNumber.text(of: Tensor([0.5, -1, 2])) == "[0.5 −1 2]")
    #expect(ShortNumber.text(of: Tensor([1, 2, 3, 4])) == nil)
    #expect(ShortNumber.text(of: Tensor([0.25])) == "0.25")
  }

  @Test("A page's still picture has the values of the forward pass")
  func picture() throws {
    let u = Tensor([0.5], requiresGrad: true)
    let loss = (u * Tensor([3.0])).relu()
    let graph = try ComputationGraph(of: [("L", loss)], naming: [("U", u)])
    let picture = try graph.page(from: "U", to: "L").picture
    #expect(picture.contains(">0.5<") && picture.contains(">1.5<"))
    #expect(!picture.contains("−0.000"))
  }
}
