import Testing

@testable import ComputationGraphs

@Suite struct JacobianTests {
  let a = Jacobian(rows: 2, columns: 3, elements: [1, 2, 3, 4, 5, 6])

  @Test func `Products keep their order`() {
    let b = Jacobian(rows: 3, columns: 1, elements: [1, 0, -1])
    #expect(a * b == Jacobian(rows: 2, columns: 1, elements: [-2, -2]))
    #expect(Jacobian.identity(2) * a == a)
    #expect(a * .identity(3) == a)
    #expect(a[1, 0] == 4)
  }

  @Test func `Sums and zeros`() {
    #expect(a + a == Jacobian(rows: 2, columns: 3, elements: [2, 4, 6, 8, 10, 12]))
    #expect(a + .zero(rows: 2, columns: 3) == a)
  }

  @Test func `A number, and the norm`() {
    #expect(Jacobian(-0.5).number == -0.5)
    #expect(a.number == nil)
    #expect(Jacobian(-0.5).norm == 0.5)
    #expect(abs(Jacobian(rows: 1, columns: 2, elements: [3e200, 4e200]).norm / 5e200 - 1) < 1e-15)
    #expect(Jacobian.zero(rows: 2, columns: 2).norm == 0)
  }

  @Test func `Sizes that do not fit`() async {
    await #expect(processExitsWith: .failure) { _ = Jacobian(rows: 2, columns: 2, elements: [1]) }
    await #expect(processExitsWith: .failure) { _ = Jacobian(1) * .identity(2) }
    await #expect(processExitsWith: .failure) { _ = Jacobian(1) + .identity(2) }
  }
}
