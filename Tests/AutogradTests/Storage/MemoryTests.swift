import CMemory
import Testing

@testable import Autograd

/// Nothing leaks, and nothing dead is kept: memory in use after 10,000 steps is what it was before.
///
/// Each pattern runs in a process of its own, where nobody else allocates.
struct MemoryTests {
  @Test func stepsOfTheLab() async {
    await #expect(processExitsWith: .success) {
      let lab = Lab()
      expectNoGrowth {
        lab.loss().backward()
        lab.clear()
      }
    }
  }

  @Test func theMeasureNoticesALeak() async {
    await #expect(processExitsWith: .failure) {
      var leaked: [Tensor] = []
      leaked.reserveCapacity(20_000)
      expectNoGrowth { leaked.append(Tensor(1)) }
    }
  }

  @Test func gradientsThatAreRecorded() async {
    await #expect(processExitsWith: .success) {
      let lab = Lab()
      expectNoGrowth(steps: 2000) {
        let first = gradients(of: lab.loss(), withRespectTo: [lab.U], createGraph: true)
        first[0]?.sum().backward()
        lab.clear()
      }
    }
  }

  @Test func theLossIsKeptUntilTheNextStep() async {
    await #expect(processExitsWith: .success) {
      let lab = Lab()
      var loss = lab.loss()
      expectNoGrowth {
        loss = lab.loss()
        loss.backward()
        lab.clear()
      }
      precondition(loss.item() > 0)
    }
  }

  @Test func theStepBeforeIsComparedWith() async {
    await #expect(processExitsWith: .success) {
      let lab = Lab()
      var previous = lab.loss()
      expectNoGrowth {
        let loss = lab.loss()
        (loss - previous).backward()
        previous = loss
        lab.clear()
      }
    }
  }

  @Test func aResultServesManySteps() async {
    await #expect(processExitsWith: .success) {
      let lab = Lab()
      let scale = lab.U.sum()
      expectNoGrowth {
        (lab.loss() * scale).backward()
        lab.clear()
      }
    }
  }

  @Test func statesAreCarriedWithoutHistory() async {
    await #expect(processExitsWith: .success) {
      let lab = Lab()
      var state = Tensor([0.1, 0.2], dtype: .float64)
      expectNoGrowth {
        let next = (lab.U.mv(lab.x1) + lab.V.mv(state)).tanh()
        next.sum().backward()
        state = next.detach()
        lab.clear()
      }
    }
  }

  @Test func parametersAreReplaced() async {
    await #expect(processExitsWith: .success) {
      var u = Tensor([0.5, 0.25], dtype: .float64, requiresGrad: true)
      expectNoGrowth {
        (u * u).sum().backward()
        guard let gradient = u.grad else { fatalError("no gradient") }
        u = withoutGradients { u - gradient * 0.01 }.requiringGrad()
      }
    }
  }

  @Test func largeTensorsAndTheirViews() async {
    await #expect(processExitsWith: .success) {
      let u = Tensor.ones([40, 30], dtype: .float64).requiringGrad()
      var kept = u.reshape([1200])
      expectNoGrowth(steps: 2000) {
        let y = u.reshape([30, 40]).matmul(u)
        kept = y.reshape([900])
        (kept.tanh().sum() + y.detach().reshape([900]).sum()).backward()
        u.grad = nil
      }
    }
  }

  /// Every step keeps one number of its own: what is kept with it is bounded, however long the run.
  @Test func whatIsKeptIsBounded() async {
    await #expect(processExitsWith: .success) {
      let lab = Lab()
      var kept: [Tensor] = []
      kept.reserveCapacity(4000)
      for _ in 0..<1000 { kept.append(lab.loss()) }
      let before = bytes_in_use()
      for _ in 0..<1000 { kept.append(lab.loss()) }
      let each = (bytes_in_use() - before) / 1000
      guard each < 6000 else { fatalError("\(each) bytes for each loss") }
    }
  }
}

/// The lab's two steps of two hidden numbers.
private struct Lab {
  let U = Tensor([[-0.3, 0.6], [0.2, 0.1]], dtype: .float64, requiresGrad: true)
  let V = Tensor([[0.4, 0.4], [0.9, -0.7]], dtype: .float64, requiresGrad: true)
  let W = Tensor([[0.2, 0.1], [-0.2, 0.5]], dtype: .float64, requiresGrad: true)
  let x1 = Tensor([0, 1], dtype: .float64)
  let x2 = Tensor([0.3, 0.4], dtype: .float64)
  let y1 = Tensor([0.3, 0.4], dtype: .float64)
  let y2 = Tensor([1, 0], dtype: .float64)

  func loss() -> Tensor {
    let h1 = (U.mv(x1) + V.mv(Tensor([0, 0], dtype: .float64))).clamp(min: 0)
    let h2 = (U.mv(x2) + V.mv(h1)).clamp(min: 0)
    return (W.mv(h1) - y1).pow(2).sum() + (W.mv(h2) - y2).pow(2).sum()
  }

  func clear() { for leaf in [U, V, W] { leaf.grad = nil } }
}

/// Runs a step many times; stops the process when the memory in use grows.
private func expectNoGrowth(steps: Int = 10_000, _ step: () -> Void) {
  for _ in 0..<200 { step() }
  let before = bytes_in_use()
  for _ in 0..<steps { step() }
  let growth = bytes_in_use() - before
  // Freed chunks that the allocator keeps at hand count as used; they are a few kilobytes, however many steps.
  guard growth < 16 << 10 else { fatalError("memory in use grew by \(growth) bytes in \(steps) steps") }
}
