import Testing

@testable import Autograd

struct GradientsTests {
  private let u = Tensor([1, 2], dtype: .float64, requiresGrad: true)

  @Test func leavesResultsAndConstants() {
    let y = u * 2
    #expect(u.requiresGrad && u.isLeaf)
    #expect(y.requiresGrad && !y.isLeaf)
    #expect(!y.detach().requiresGrad && y.detach().isLeaf && y.detach().scalars == y.scalars)
    #expect(!Tensor([1]).requiresGrad && !(Tensor([1]) * 2).requiresGrad)
    #expect(y.requiringGrad().isLeaf && y.requiringGrad().requiresGrad)
  }

  @Test func switchingMakesANewLeaf() {
    var (v, w) = (Tensor([3], dtype: .float64), Tensor([3], dtype: .float64))
    v.requiresGrad = true
    let copy = v
    v.requiresGrad = true
    (v * v).sum().backward()
    #expect(copy.grad?.scalars == [6])
    v.requiresGrad = false
    #expect(!v.requiresGrad && v.grad == nil && copy.grad?.scalars == [6])
    w.requiresGrad = false
    #expect(!w.requiresGrad)
  }

  @Test func backwardAccumulatesAndCopiesShare() {
    let copy = u
    let loss = (u * u).sum()
    loss.backward()
    #expect(copy.grad?.scalars == [2, 4])
    loss.backward()
    #expect(copy.grad?.scalars == [4, 8])
    u.grad = nil
    #expect(copy.grad == nil)
    copy.grad = Tensor([10, 10], dtype: .float64)
    (u * 3).sum().backward()
    #expect(u.grad?.scalars == [13, 13])
    #expect(loss.grad == nil)
  }

  @Test func accumulatedGradientsAreConstants() {
    (u * u).sum().backward()
    (u * u).sum().backward()
    #expect(u.grad?.requiresGrad == false && u.grad?.isLeaf == true)
  }

  @Test func theOutputMayBeALeaf() {
    let v = Tensor(5, dtype: .float64, requiresGrad: true)
    v.backward()
    #expect(v.grad?.item() == 1)
    for createGraph in [false, true] {
      #expect(gradients(of: v, withRespectTo: [v, u], createGraph: createGraph).map { $0?.item() } == [1, nil])
    }
  }

  @Test(arguments: [false, true])
  func gradientsOfIntermediatesAndUnusedInputs(createGraph: Bool) {
    let (unused, constant) = (Tensor([1], dtype: .float64, requiresGrad: true), Tensor([2, 2], dtype: .float64))
    let y = u * constant
    let z = y * y
    let sideways = y * 7
    let found = gradients(
      of: z.sum(), withRespectTo: [u, y, z, unused, sideways, constant, u], createGraph: createGraph)
    #expect(found[0]?.scalars == [8, 16])
    #expect(found[1]?.scalars == [4, 8])
    #expect(found[2]?.scalars == [1, 1])
    #expect(found[3] == nil && found[4] == nil && found[5] == nil)
    #expect(found[6]?.scalars == [8, 16])
    #expect(u.grad == nil)
    #expect(found[0]?.requiresGrad == createGraph)
  }

  @Test func detachedPathsAreNotFollowed() {
    let y = u * u
    #expect(gradients(of: (y.detach() * u).sum(), withRespectTo: [u])[0]?.scalars == [1, 4])
    #expect(gradients(of: (y.detach() * u).sum(), withRespectTo: [y])[0] == nil)
  }

  /// The Hessian of a two-step network, row by row and against finite differences.
  @Test func secondDerivativesOfARecurrentNetwork() throws {
    let x = [Tensor([0, 1], dtype: .float64), Tensor([0.3, 0.4], dtype: .float64)]
    let U = Tensor([[-0.3, 0.6], [0.2, 0.1]], dtype: .float64)
    let V = Tensor([[0.4, 0.4], [0.9, -0.7]], dtype: .float64)
    let h0 = Tensor([0.1, -0.2], dtype: .float64)
    func network(_ p: [Tensor]) -> Tensor {
      let h1 = (p[0].mv(x[0]) + p[1].mv(p[2])).tanh()
      return ((p[0].mv(x[1]) + p[1].mv(h1)).tanh() - x[0]).pow(2).sum()
    }
    try checkGradient(of: network, at: [U, V, h0], order: 2)
    let leaves = [U, V, h0].map { $0.requiringGrad() }
    let first = gradients(of: network(leaves), withRespectTo: leaves, createGraph: true)
    // ∂²/∂U∂V = (∂²/∂V∂U)ᵀ.
    let (gU, gV) = (try #require(first[0]), try #require(first[1]))
    for i in 0..<4 {
      for j in 0..<4 {
        let a = gradients(of: gU.flatten()[i], withRespectTo: [leaves[1]])[0]
        let b = gradients(of: gV.flatten()[j], withRespectTo: [leaves[0]])[0]
        #expect(abs((a?.scalars[j] ?? .nan) - (b?.scalars[i] ?? .nan)) < 1e-13)
      }
    }
  }

  @Test func thirdDerivatives() throws {
    let x = Tensor(0.7, dtype: .float64, requiresGrad: true)
    var y = x.pow(4)
    for expected in [4 * 0.343, 12 * 0.49, 24 * 0.7, 24.0] {
      y = try #require(gradients(of: y, withRespectTo: [x], createGraph: true)[0])
      #expect(abs(y.item() - expected) < 1e-12)
    }
  }

  @Test func backwardOfARecordedGradient() throws {
    let first = try #require(gradients(of: (u * u * u).sum(), withRespectTo: [u], createGraph: true)[0])
    first.sum().backward()
    #expect(u.grad?.scalars == [6, 12])
  }
}
