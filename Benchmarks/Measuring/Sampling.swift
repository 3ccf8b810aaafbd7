/// Samples of one case: how long a call took, averaged over as many calls as fill a sample.
struct Samples {
  let calls: Int
  /// Seconds a call, one for each sample.
  var seconds: [Double] = []

  /// The value below which a `fraction` of the samples lies, interpolated between neighbours.
  func quantile(_ fraction: Double) -> Double {
    let sorted = seconds.sorted()
    let position = fraction * Double(sorted.count - 1)
    let below = Int(position)
    let above = min(below + 1, sorted.count - 1)
    return sorted[below] + (position - Double(below)) * (sorted[above] - sorted[below])
  }
}

/// How long is measured, and how.
struct Sampling {
  /// A sample lasts at least so long, or one call.
  var secondsPerSample = 0.01
  /// A case gets as many samples as fit, within `counts`.
  var secondsPerCase = 0.5
  var counts = 3...31
  /// Seconds since some moment.
  var now: () -> Double = {
    let start = ContinuousClock.now
    return { (ContinuousClock.now - start) / .seconds(1) }
  }()

  /// Seconds that one of `calls` calls takes.
  func seconds(_ run: () -> Void, calls: Int) -> Double {
    let start = now()
    for _ in 0..<calls { run() }
    return (now() - start) / Double(calls)
  }

  /// As many calls as fill a sample, after warming up: the first calls load, allocate and fill caches.
  func callsPerSample(_ run: () -> Void) -> Int {
    for _ in 0..<3 { run() }
    var calls = 1
    while true {
      let total = seconds(run, calls: calls) * Double(calls)
      if total >= secondsPerSample { return calls }
      calls = max(
        calls * 2, Int(Double(calls) * 1.2 * secondsPerSample / max(total, 1e-9)).clamped(to: 0...calls * 100))
    }
  }

  /// Round robin over all cases, each round beginning with the next one, so that drift hits every case alike.
  func samples(of runs: [() -> Void]) -> [Samples] {
    var results = runs.map { Samples(calls: callsPerSample($0)) }
    var wanted = zip(runs, results).map { run, result in
      let sample = seconds(run, calls: result.calls) * Double(result.calls)
      return Int(secondsPerCase / max(sample, 1e-9)).clamped(to: counts)
    }
    var round = 0
    while wanted.contains(where: { $0 > 0 }) {
      for offset in runs.indices {
        let index = (round + offset) % runs.count
        if wanted[index] == 0 { continue }
        results[index].seconds.append(seconds(runs[index], calls: results[index].calls))
        wanted[index] -= 1
      }
      round += 1
    }
    return results
  }
}

extension Comparable {
  func clamped(to range: ClosedRange<Self>) -> Self { min(max(self, range.lowerBound), range.upperBound) }
}
