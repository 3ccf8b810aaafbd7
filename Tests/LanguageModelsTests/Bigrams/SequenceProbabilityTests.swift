import Autograd
import Foundation
import Testing

@testable import LanguageModels

/// The numbers are PyTorch's, printed by Golden/make_bigram.py.
@Suite struct SequenceProbabilityTests {
  private static let golden: [(text: String, probability: Double, logProbability: Double)] = [
    ("aaaaaabbaa", 0.003919104, -5.541892222734767),
    ("babbbbabbb", 0.0024202079999999988, -6.023901792093844),
  ]

  private func table(_ dtype: DType) -> Tensor { Tensor([0.6, 0.4, 0.3, 0.7], shape: [2, 2], dtype: dtype) }

  private func sequence(_ text: String, _ dtype: DType) throws -> Tensor {
    try OneHot.encode(Vocabulary(["a", "b"]).encode(text), vocabularySize: 2, dtype: dtype)
  }

  @Test(arguments: [(DType.float64, 1e-12), (.float32, 1e-6)])
  func meetsTheGoldenNumbers(dtype: DType, tolerance: Double) throws {
    for (text, probability, logProbability) in Self.golden {
      let found = try sequenceProbability(sequence(text, dtype), table(dtype))
      #expect(found.shape == [] && found.dtype == dtype)
      #expect(abs(found.item() - probability) <= tolerance * probability)
      let log = try sequenceLogProbability(sequence(text, dtype), table(dtype))
      #expect(log.shape == [] && log.dtype == dtype)
      #expect(abs(log.item() - logProbability) <= tolerance * abs(logProbability))
    }
  }

  @Test func readsRowsAsThePreviousWord() throws {
    let table = Tensor([0, 1, 0.25, 0.75], shape: [2, 2], dtype: .float64)
    #expect(try sequenceProbability(sequence("ab", .float64), table).item() == 1)
    #expect(try sequenceProbability(sequence("ba", .float64), table).item() == 0.25)
    #expect(try sequenceLogProbability(sequence("aab", .float64), table).item() == -.infinity)
  }

  @Test func theProductOverNothingIsOne() throws {
    #expect(try sequenceProbability(sequence("b", .float64), table(.float64)).item() == 1)
    #expect(try sequenceLogProbability(sequence("b", .float64), table(.float64)).item() == 0)
  }

  @Test func gradientsAreTheProductRule() throws {
    var generator = SeededGenerator(seed: 13)
    for _ in 0..<50 {
      let size = Int.random(in: 2...4, using: &generator)
      let ids = (0..<Int.random(in: 2...12, using: &generator)).map { _ in Int.random(in: 0..<size, using: &generator) }
      let elements = (0..<(size * size)).map { _ in Double.random(in: 0.1...1, using: &generator) }
      let table = Tensor(elements, shape: [size, size], dtype: .float64, requiresGrad: true)
      let sequence = try OneHot.encode(ids, vocabularySize: size, dtype: .float64)
      let counts = try BigramCounts(ids, vocabularySize: size)

      let probability = sequenceProbability(sequence, table)
      let gradient = try #require(gradients(of: probability, withRespectTo: [table])[0]).scalars
      let logGradient = try #require(
        gradients(of: sequenceLogProbability(sequence, table), withRespectTo: [table])[0]
      ).scalars
      for place in elements.indices {
        let expected = Double(counts.count(of: place % size, after: place / size)) / elements[place]
        #expect(abs(logGradient[place] - expected) <= 1e-12 * max(1, expected))
        #expect(
          abs(gradient[place] - expected * probability.item()) <= 1e-12 * max(1e-300, expected * probability.item()))
      }
    }
  }

  @Test(arguments: [DType.float32, .float64])
  func aMillionTokensAreExactInLogSpaceWhereTheProductUnderflows(dtype: DType) throws {
    let ids = (0..<1_000_000).map { $0 % 3 == 2 ? 1 : 0 }
    let sequence = try OneHot.encode(ids, vocabularySize: 2, dtype: dtype)
    let table = table(dtype)
    #expect(sequenceProbability(sequence, table).item() == 0)
    let logs = table.scalars.map { log($0) }
    // aab aab … a: 333,333 pairs each of aa, ab, ba.
    let expected = 333_333 * (logs[0] + logs[1] + logs[2])
    let found = sequenceLogProbability(sequence, table).item()
    #expect(abs(found - expected) <= (dtype == .float64 ? 1e-15 : 6e-8) * abs(expected))
    #expect(try abs(BigramModel(table: table).logProbability(of: ids) - expected) <= 1e-15 * abs(expected))
  }

  @Test func whatDoesNotFitTrapsWithASentence() async throws {
    let rectangular = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = sequenceProbability(Tensor.zeros([3, 2]), Tensor.zeros([2, 3]))
    }
    #expect(message(rectangular).contains("the table has shape [2, 3]; it must be square"))
    let mismatched = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = sequenceProbability(Tensor.zeros([3, 3]), Tensor.zeros([2, 2]))
    }
    #expect(message(mismatched).contains("a sequence of shape [3, 3] with a table of shape [2, 2]"))
    let notOneHot = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = sequenceProbability(Tensor.zeros([3, 2]), Tensor.zeros([2, 2]))
    }
    #expect(message(notOneHot).contains("row 0 of the sequence is not one-hot: it has no 1"))
  }

  private func message(_ result: ExitTest.Result?) -> String {
    String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  }
}
