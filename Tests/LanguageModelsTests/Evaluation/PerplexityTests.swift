import Foundation
import Testing

@testable import LanguageModels

@Suite struct PerplexityTests {
  @Test func isTheExponentialOfTheMeanLoss() throws {
    let perplexity = try Perplexity(logProbability: 3 * log(0.25), predictedTokens: 3, unknownTokens: 1)
    #expect(abs(perplexity.value - 4) < 1e-14)
    #expect(abs(perplexity.bitsPerToken - 2) < 1e-14)
    #expect(perplexity.description.contains("over 3 predicted tokens; first token not counted, 1 unknown words"))
  }

  @Test func isNeverSilentlyInfinite() {
    #expect(throws: PerplexityError.notFinite(crossEntropy: .infinity)) {
      try Perplexity(logProbability: -.infinity, predictedTokens: 3, unknownTokens: 0)
    }
    #expect(throws: PerplexityError.notFinite(crossEntropy: 740)) {
      try Perplexity(logProbability: -740, predictedTokens: 1, unknownTokens: 0)
    }
    #expect(throws: PerplexityError.self) {
      try Perplexity(logProbability: .nan, predictedTokens: 1, unknownTokens: 0)
    }
    #expect(throws: PerplexityError.sequence(.tooShort(count: 1, needed: 2))) {
      try Perplexity(logProbability: 0, predictedTokens: 0, unknownTokens: 0)
    }
  }
}
