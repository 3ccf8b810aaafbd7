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
}
