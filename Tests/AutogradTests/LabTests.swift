import Testing

@testable import Autograd

/// The lab's own numbers, the quickest sign that everything works.
struct LabTests {
  @Test func forwardStepAndItsGradients() {
    let U = Tensor([[-0.3, 0.6], [0.2, 0.1]], dtype: .float64, requiresGrad: true)
    let V = Tensor([[0.4, 0.4], [0.9, -0.7]], dtype: .float64, requiresGrad: true)
    let W = Tensor([[0.2, 0.1], [-0.2, 0.5]], dtype: .float64, requiresGrad: true)
    let (x1, x2) = (Tensor([0, 1], dtype: .float64), Tensor([0.3, 0.4], dtype: .float64))
    let h0 = Tensor([0, 0], dtype: .float64)
    let h1 = (U.mv(x1) + V.mv(h0)).clamp(min: 0)
    let o1 = W.mv(h1)
    let h2 = (U.mv(x2) + V.mv(h1)).clamp(min: 0)
    let o2 = W.mv(h2)
    for (value, expected) in zip(o1.scalars + o2.scalars, [0.13, -0.07, 0.143, 0.199]) {
      #expect(abs(value - expected) < 1e-15)
    }
    let loss = (o1 - [0.3, 0.4].asTensor).pow(2).sum() + (o2 - [1, 0].asTensor).pow(2).sum()
    loss.backward()
    let again = gradients(of: loss, withRespectTo: [U, V, W, h1], createGraph: true)
    #expect(U.grad?.allClose(again[0] ?? U) == true)
    #expect(W.grad?.allClose(again[2] ?? U) == true)
  }

  @Test(arguments: zip(1...3, [-0.1755, -0.46068, -0.8511792]))
  func scalarSequences(length: Int, expected: Double) throws {
    let u = Tensor([0.1], dtype: .float64, requiresGrad: true)
    let (v, w) = (Tensor([0.2], dtype: .float64), Tensor([0.3], dtype: .float64))
    let x = [0.5, 0.6, 0.7, 0.8].map { Tensor([$0], dtype: .float64) }
    var (h, loss) = (Tensor([0.0], dtype: .float64), Tensor([0.0], dtype: .float64))
    for t in 0..<length {
      h = (u * x[t] + v * h).clamp(min: 0)
      loss = loss + (w * h - x[t + 1]).pow(2)
    }
    loss.backward()
    #expect(abs(try #require(u.grad).item() - expected) < 1e-12)
  }

  @Test func secondDerivative() throws {
    let x = Tensor([0.7], dtype: .float64, requiresGrad: true)
    let first = try #require(gradients(of: x.tanh(), withRespectTo: [x], createGraph: true)[0])
    let second = try #require(gradients(of: first, withRespectTo: [x])[0])
    let y = x.tanh().item()
    #expect(abs(second.item() - -2 * y * (1 - y * y)) < 1e-12)
  }

  @Test func aMillionStepsNeedNoStack() throws {
    let u = Tensor([0.5], requiresGrad: true)
    var h = Tensor([0.0])
    for _ in 0..<1_000_000 { h = u * h + u }
    h.backward()
    #expect(abs(try #require(u.grad).item() - 4) < 1e-4)
  }
}

extension [Double] {
  fileprivate var asTensor: Tensor { Tensor(self, dtype: .float64) }
}
