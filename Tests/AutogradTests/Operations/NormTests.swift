import Testing

@testable import Autograd

struct NormTests {
  @Test func valueAndGradient() throws {
    let x = Tensor([[3, 0], [0, -4]], dtype: .float64, requiresGrad: true)
    let y = x.norm()
    #expect(y.shape == [])
    #expect(y.item() == 5)
    y.backward()
    #expect(try #require(x.grad).allClose(Tensor([[0.6, 0], [0, -0.8]], dtype: .float64), rtol: 1e-15))
    // ∂²‖x‖/∂x∂x·1 = (1 − x(x·1)/‖x‖²)/‖x‖.
    let first = try #require(gradients(of: y, withRespectTo: [x], createGraph: true)[0])
    let second = try #require(gradients(of: first.sum(), withRespectTo: [x])[0])
    #expect(second.allClose(Tensor([[0.224, 0.2], [0.2, 0.168]], dtype: .float64), rtol: 1e-14))
  }

  @Test func atZeroTheDerivativeIsZero() throws {
    let x = Tensor.zeros([2]).requiringGrad()
    x.norm().backward()
    #expect(try #require(x.grad).scalars == [0, 0])
  }

  @Test func edges() {
    #expect(Tensor.zeros([0]).norm().item() == 0)
    #expect(Tensor(-2.0).norm().item() == 2)
    #expect(Tensor([3e30, 4e30]).norm().item() == Double(Float(5e30)))
  }
}
