import Testing

@testable import Autograd

@Suite struct HistoryTests {
  @Test func `A result knows its operation and operands`() {
    let (u, x) = (Tensor([0.5, 1], requiresGrad: true), Tensor([2, 3]))
    let y = (u * x).tanh()
    #expect(y.operation?.name == "Tanh")
    #expect(y.operands.map(\.scalars) == [[1, 3]])
    let product = y.operands[0]
    #expect(product.operation?.name == "Mul")
    #expect(product.operands.map(\.tapePosition) == [u, x].map(\.tapePosition))
  }

  @Test func `Leaves, and what was not recorded, have no history`() {
    let u = Tensor([0.5], requiresGrad: true)
    for tensor in [u, u.detach(), Tensor([1.0]).tanh(), withoutGradients { u.tanh() }] {
      #expect(tensor.operation == nil)
      #expect(tensor.operands.isEmpty)
    }
  }

  @Test func `Copies stand at one place, equal results do not`() {
    let u = Tensor([0.5], requiresGrad: true)
    let copy = u
    #expect(copy.tapePosition == u.tapePosition)
    let (a, b) = (u.tanh(), u.tanh())
    #expect(a.tapePosition != b.tapePosition)
    #expect((a + b).operands.map(\.tapePosition) == [a.tapePosition, b.tapePosition])
  }

  @Test func `An operation's rule, applied to one result`() throws {
    let (a, b) = (Tensor([[1, 2], [3, 4]], requiresGrad: true), Tensor([5, 6]))
    let product = a * b
    let partials = product.operandCotangents(of: Tensor([[1, 1], [1, 10]]))
    // Also of what needs no gradient; and what broadcasting repeated is summed.
    #expect(partials.map { $0?.scalars } == [[5, 6, 5, 60], [4, 42]])
    #expect(partials.allSatisfy { $0?.operation == nil })
    let rows = a.rows([1, 1])
    #expect(rows.operandCotangents(of: .ones([2, 2])).map { $0?.scalars } == [[0, 0, 2, 2], nil])
    #expect(rows.operands.map(\.holdsIndices) == [false, true])
    #expect(a.operandCotangents(of: .ones([2, 2])).isEmpty)
  }
}
