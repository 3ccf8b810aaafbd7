import Autograd
import Foundation
import Testing

@testable import LanguageModels

@Suite struct CategoricalSamplerTests {
  private func frequencies(_ scores: [Double], temperature: Double, draws: Int = 40_000) throws -> [Double] {
    let sampler = try CategoricalSampler(temperature: temperature)
    var generator = SeededGenerator(seed: 5)
    var counts = [Double](repeating: 0, count: scores.count)
    for _ in 0..<draws { counts[try #require(sampler.draw(scores: scores, using: &generator))] += 1 }
    return counts.map { $0 / Double(draws) }
  }

  @Test(arguments: [0.5, 1, 2])
  func drawsWithTheTemperedProbabilities(temperature: Double) throws {
    let probabilities = [0.1, 0.2, 0.0, 0.7]
    let weights = probabilities.map { pow($0, 1 / temperature) }
    let total = weights.reduce(0, +)
    let frequencies = try frequencies(probabilities.map { log($0) }, temperature: temperature)
    for (frequency, weight) in zip(frequencies, weights) {
      let p = weight / total
      #expect(abs(frequency - p) <= 5 * (p * (1 - p) / 40_000).squareRoot())
    }
    #expect(frequencies[2] == 0)
  }

  @Test func temperatureZeroTakesTheFirstOfTheLargest() throws {
    #expect(try frequencies([0, 3, 1, 3], temperature: 0, draws: 50) == [0, 1, 0, 0])
  }

  @Test func extremeTemperaturesDoNotOverflow() throws {
    #expect(try frequencies([-1e300, 1e300, 0], temperature: 1e-300, draws: 50) == [0, 1, 0])
    let even = try frequencies([-5, 5], temperature: 1e300)
    #expect(abs(even[0] - 0.5) < 0.02)
  }

  @Test(arguments: [-1, -0.001, .infinity, -.infinity, .nan])
  func refusesATemperatureThatIsNone(temperature: Double) {
    #expect(throws: SamplingError.self) { try CategoricalSampler(temperature: temperature) }
  }

  @Test func scoresWithoutAFiniteMaximumGiveNothing() throws {
    let sampler = try CategoricalSampler(temperature: 1)
    var generator = SeededGenerator(seed: 6)
    for scores in [[], [Double.nan, 1], [1, .nan], [-.infinity, -.infinity], [.infinity, 0]] {
      #expect(sampler.draw(scores: scores, using: &generator) == nil)
    }
  }

  @Test func topKDrawsFromTheLikeliestAlone() throws {
    let scores = [0.1, 0.3, 0.2, 0.3, 0.1].map { log($0) }
    var generator = SeededGenerator(seed: 7)
    for (k, allowed) in [(1, [1]), (2, [1, 3]), (3, [1, 2, 3]), (4, [0, 1, 2, 3]), (9, [0, 1, 2, 3, 4])] {
      let sampler = try CategoricalSampler(temperature: 1, topK: k)
      let drawn = Set((0..<2_000).compactMap { _ in sampler.draw(scores: scores, using: &generator) })
      #expect(drawn == Set(allowed))
    }
  }

  @Test func topPDrawsFromTheFewestThatHaveTheShare() throws {
    let scores = [0.05, 0.5, 0.25, 0.2].map { log($0) }
    var generator = SeededGenerator(seed: 8)
    for (p, allowed) in [
      (0.01, [1]), (0.49, [1]), (0.51, [1, 2]), (0.8, [1, 2, 3]), (0.96, [0, 1, 2, 3]), (1, [0, 1, 2, 3]),
    ] {
      let sampler = try CategoricalSampler(temperature: 1, topP: p)
      let drawn = Set((0..<4_000).compactMap { _ in sampler.draw(scores: scores, using: &generator) })
      #expect(drawn == Set(allowed), "\(p)")
    }
  }

  @Test func whatIsKeptKeepsItsProportions() throws {
    let sampler = try CategoricalSampler(temperature: 1, topK: 2, topP: 0.99)
    var generator = SeededGenerator(seed: 9)
    let drawn = (0..<40_000).map { _ in sampler.draw(scores: [0.2, 0.5, 0.3].map { log($0) }, using: &generator) }
    let share = Double(drawn.filter { $0 == 1 }.count) / 40_000
    #expect(abs(share - 0.625) < 5 * (0.625 * 0.375 / 40_000).squareRoot())
  }

  @Test func refusesLimitsThatAreNone() {
    #expect(throws: SamplingError.topK(0)) { try CategoricalSampler(temperature: 1, topK: 0) }
    for p in [0, -0.1, 1.01, Double.infinity] {
      #expect(throws: SamplingError.topP(p)) { try CategoricalSampler(temperature: 1, topP: p) }
    }
    #expect(throws: SamplingError.self) { try CategoricalSampler(temperature: 1, topP: .nan) }
  }
}
