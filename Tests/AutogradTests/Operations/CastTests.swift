import Testing

@testable import Autograd

struct CastTests {
  @Test func rounds() {
    #expect(Tensor([0.1], dtype: .float64).to(.float32).scalars == [Double(Float(0.1))])
    #expect(Tensor([0.1]).to(.float64).scalars == [Double(Float(0.1))])
    #expect(Tensor([1e300], dtype: .float64).to(.float32).scalars == [.infinity])
    #expect(Tensor.zeros([0, 2]).to(.float64).shape == [0, 2])
  }

  @Test func gradientsComeBackInTheOperandsType() throws {
    let x = Tensor([1, 2, 3], requiresGrad: true)
    let y = x.to(.float64).pow(3).sum()
    y.backward()
    let gradient = try #require(x.grad)
    #expect(gradient.dtype == .float32)
    #expect(gradient.scalars == [3, 12, 27])
    let first = try #require(gradients(of: y, withRespectTo: [x], createGraph: true)[0])
    #expect(try #require(gradients(of: first.sum(), withRespectTo: [x])[0]).scalars == [6, 12, 18])
  }

  @Test func mixedTypesTrap() async {
    await #expect(processExitsWith: .failure) { _ = Tensor([1]) + Tensor([1], dtype: .float64) }
  }
}
