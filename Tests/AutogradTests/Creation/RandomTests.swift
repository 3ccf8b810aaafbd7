import Testing

@testable import Autograd

struct RandomTests {
  @Test func sameSeedSameNumbers() {
    var (a, b) = (SeededGenerator(seed: 7), SeededGenerator(seed: 7))
    #expect(Tensor.normal([3, 4], using: &a).scalars == Tensor.normal([12], using: &b).scalars)
    #expect(Tensor.uniform([5], using: &a).scalars == Tensor.uniform([5], using: &b).scalars)
    #expect(Tensor.uniform([5], using: &a).scalars != Tensor.uniform([5], using: &a).scalars)
  }

  @Test(arguments: [DType.float32, .float64]) func uniformFillsItsRange(dtype: DType) {
    var generator = SeededGenerator(seed: 1)
    let x = Tensor.uniform([100_000], from: -2, to: 3, dtype: dtype, using: &generator).scalars
    #expect(x.allSatisfy { $0 >= -2 && $0 < 3 })
    #expect(abs(x.reduce(0, +) / 100_000 - 0.5) < 0.02)
    #expect(x.min().map { $0 < -1.999 } == true && x.max().map { $0 > 2.999 } == true)
  }

  /// Largest distance between the counted and the exact distribution (Kolmogorov–Smirnov): with 100,000 numbers it
  /// exceeds 0.0062 once in a thousand seeds, and this seed is fixed.
  @Test func normalHasTheNormalDistribution() {
    var generator = SeededGenerator(seed: 2)
    let x = Tensor.normal([100_000], mean: 1, standardDeviation: 2, dtype: .float64, using: &generator).scalars.sorted()
    let distances = x.enumerated().map { index, value in
      abs((Double(index) + 0.5) / 100_000 - normalDistribution((value - 1) / 2))
    }
    #expect(distances.max().map { $0 < 0.0062 } == true)
  }

  /// Φ(x) = ½ + φ(x)·(x + x³/3 + x⁵/(3·5) + …).
  private func normalDistribution(_ x: Double) -> Double {
    var (term, sum, n) = (x, x, 1.0)
    while abs(term) > 1e-17 {
      n += 2
      term *= x * x / n
      sum += term
    }
    return 0.5 + sum * Double.exp(-x * x / 2) / (2 * Double.pi).squareRoot()
  }

  @Test func edges() {
    var generator = SeededGenerator(seed: 3)
    #expect(Tensor.uniform([2], from: 4, to: 4, using: &generator).scalars == [4, 4])
    #expect(Tensor.normal([2], mean: 5, standardDeviation: 0, using: &generator).scalars == [5, 5])
    #expect(Tensor.normal([0, 2], using: &generator).shape == [0, 2])
  }

  @Test func whatDoesNotFit() async {
    await #expect(processExitsWith: .failure) {
      var generator = SeededGenerator(seed: 0)
      _ = Tensor.uniform([1], from: 1, to: 0, using: &generator)
    }
    await #expect(processExitsWith: .failure) {
      var generator = SeededGenerator(seed: 0)
      _ = Tensor.normal([1], standardDeviation: -1, using: &generator)
    }
    await #expect(processExitsWith: .failure) {
      var generator = SeededGenerator(seed: 0)
      _ = Tensor.normal([-1], using: &generator)
    }
  }
}
