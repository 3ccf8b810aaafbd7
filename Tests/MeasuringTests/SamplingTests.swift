import Testing

@testable import Measuring

@Suite struct SamplingTests {
  /// A clock that stands still except while the work "runs".
  final class FakeClock {
    var seconds = 0.0
    func sampling(perSample: Double, perCase: Double, counts: ClosedRange<Int>) -> Sampling {
      Sampling(secondsPerSample: perSample, secondsPerCase: perCase, counts: counts, now: { self.seconds })
    }
  }

  @Test func quantilesInterpolate() {
    let samples = Samples(calls: 1, seconds: [4, 1, 3, 2])
    #expect(samples.quantile(0) == 1)
    #expect(samples.quantile(0.25) == 1.75)
    #expect(samples.quantile(0.5) == 2.5)
    #expect(samples.quantile(1) == 4)
    #expect(Samples(calls: 1, seconds: [7]).quantile(0.75) == 7)
  }

  @Test func aSampleIsFilledWithCalls() {
    let clock = FakeClock()
    let sampling = clock.sampling(perSample: 0.01, perCase: 0.5, counts: 3...20)
    let results = sampling.samples(of: [{ clock.seconds += 1e-6 }, { clock.seconds += 0.2 }])
    #expect(Double(results[0].calls) * 1e-6 >= 0.01)
    #expect(Double(results[0].calls) * 1e-6 < 0.03)
    #expect(results[1].calls == 1)
    #expect(abs(results[0].quantile(0.5) - 1e-6) < 1e-12)
    #expect(abs(results[1].quantile(0.5) - 0.2) < 1e-12)
  }

  @Test func theNumberOfSamplesFollowsTheBudget() {
    let clock = FakeClock()
    let sampling = clock.sampling(perSample: 0.01, perCase: 0.5, counts: 3...20)
    let costs = [1e-6, 0.05, 1.0]
    let results = sampling.samples(of: costs.map { cost in { clock.seconds += cost } })
    #expect(results[0].seconds.count == 20)
    #expect((9...10).contains(results[1].seconds.count))
    #expect(results[2].seconds.count == 3)
  }

  @Test func casesTakeTurns() {
    let clock = FakeClock()
    var order: [Int] = []
    let sampling = clock.sampling(perSample: 0.5, perCase: 3, counts: 3...3)
    _ = sampling.samples(
      of: (0..<3).map { index in
        {
          clock.seconds += 1; order.append(index)
        }
      })
    #expect(order.suffix(9) == [0, 1, 2, 1, 2, 0, 2, 0, 1])
  }

  @Test func peakMemoryGrowsWithWhatIsHeld() {
    let bytes = 64 << 20
    let growth = peakMemoryGrowth {
      let block = [UInt8](repeating: 1, count: bytes)
      withExtendedLifetime(block) {}
    }
    #expect(growth >= 0)
    #expect(peakMemory() >= bytes)
  }
}
