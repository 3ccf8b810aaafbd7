import Autograd
import Testing

@testable import LanguageModels

@Suite struct BigramRNNTests {
  /// A table of `size` word types whose rows are random mixtures of `rank` random distributions.
  static func randomModel(_ size: Int, rank: Int, using generator: inout SeededGenerator) throws -> BigramModel {
    func distribution(_ count: Int) -> [Double] {
      let weights = (0..<count).map { _ in Double.random(in: 0...1, using: &generator) }
      return weights.map { $0 / weights.reduce(0, +) }
    }
    let basis = (0..<rank).map { _ in distribution(size) }
    let rows = (0..<size).map { _ -> [Double] in
      let weights = distribution(rank)
      return (0..<size).map { column in (0..<rank).reduce(0) { $0 + weights[$1] * basis[$1][column] } }
    }
    return try BigramModel(table: Tensor(rows.flatMap(\.self), shape: [size, size], dtype: .float64))
  }

  private func seedModel(_ dtype: DType) throws -> BigramModel {
    try BigramModel(
      table: Tensor([0.6, 0.4, 0.3, 0.7], shape: [2, 2], dtype: dtype), vocabulary: Vocabulary(["a", "b"]))
  }

  @Test func theSeedsTinyNetworkIsExact() throws {
    let network = try BigramRNN(seedModel(.float64), .identityInput)
    #expect(network.U.scalars == [1, 0, 0, 1])
    #expect(network.V.scalars == [0, 0, 0, 0])
    #expect(network.W.scalars == [0.6, 0.3, 0.4, 0.7])
    #expect(network.certificate.maximalError == 0)
    // o_t for aaaaaabbaa, as printed by Golden/make_bigram.py.
    let recurrence = BigramRecurrence(U: network.U, V: network.V, W: network.W)
    let (a, b) = ([0.6, 0.4], [0.3, 0.7])
    let outputs = recurrence.outputs(for: [0, 0, 0, 0, 0, 0, 1, 1, 0, 0]).outputs
    #expect(outputs.scalars == [a, a, a, a, a, a, b, b, a, a].flatMap(\.self))
  }

  @Test(arguments: BigramFactorization.allCases, [DType.float32, .float64])
  func everyFactorisationOfTheSeedsTableIsExact(factorization: BigramFactorization, dtype: DType) throws {
    let network = try BigramRNN(seedModel(dtype), factorization, dtype: dtype)
    #expect(network.certificate.maximalError == 0)
    #expect(network.hiddenSize == 2)
    #expect(network.certificate.sequenceLength == 1_000)
  }

  @Test(arguments: BigramFactorization.allCases)
  func randomTablesOfAnySizeAreExact(factorization: BigramFactorization) throws {
    var generator = SeededGenerator(seed: 14)
    for size in [1, 2, 3, 5, 17, 64, 120] {
      let rank = max(1, size / 2)
      let network = try BigramRNN(Self.randomModel(size, rank: rank, using: &generator), factorization)
      #expect(network.U.shape == [network.hiddenSize, size])
      #expect(network.V.shape == [network.hiddenSize, network.hiddenSize])
      #expect(network.W.shape == [size, network.hiddenSize])
      if factorization == .smallest {
        #expect(network.hiddenSize == rank)
        #expect(network.certificate.maximalError < 1e-14)
      } else {
        #expect(network.hiddenSize == size)
        #expect(network.certificate.maximalError == 0)
      }
    }
  }

  @Test(arguments: BigramFactorization.allCases)
  func givesTheBigramsPerplexity(factorization: BigramFactorization) throws {
    var generator = SeededGenerator(seed: 15)
    let model = try Self.randomModel(30, rank: 7, using: &generator)
    let sequence = try model.sample(1_500, after: 0, using: &generator)
    let network = try BigramRNN(model, factorization)
    let (expected, found) = (try model.perplexity(on: sequence), try network.perplexity(on: sequence))
    #expect(abs(found.value - expected.value) < 1e-12 * expected.value)
    #expect(found.predictedTokens == expected.predictedTokens)
  }

  @Test(arguments: BigramFactorization.allCases)
  func namesTheSameImpossiblePairs(factorization: BigramFactorization) throws {
    let rows = [0.5, 0.5, 0, 0.25, 0.25, 0.5, 0.375, 0.375, 0.25]  // the last row is the mean of the others
    let model = try BigramModel(table: Tensor(rows, shape: [3, 3], dtype: .float64))
    let sequence = [0, 1, 2, 0, 2, 2, 0, 2]
    let expected = #expect(throws: PerplexityError.self) { try model.perplexity(on: sequence) }
    let network = try BigramRNN(model, factorization)
    #expect(network.hiddenSize == (factorization == .smallest ? 2 : 3))
    let found = #expect(throws: PerplexityError.self) { try network.perplexity(on: sequence) }
    #expect(expected == found)
  }

  @Test func smallProbabilitiesAreNotTakenForZero() throws {
    let rows = [1 - 1e-9, 1e-9, 0.5, 0.5]
    let model = try BigramModel(table: Tensor(rows, shape: [2, 2], dtype: .float64))
    let expected = try model.perplexity(on: [0, 1, 0])
    for factorization in BigramFactorization.allCases {
      for dtype in [DType.float32, .float64] {
        let found = try BigramRNN(model, factorization, dtype: dtype).perplexity(on: [0, 1, 0])
        #expect(abs(found.value - expected.value) < 1e-6 * expected.value)
      }
    }
  }

  @Test func tooManyTypesAreRefusedAndTheWayOutIsNamed() throws {
    let size = BigramRNN.smallestLimit + 1
    let model = try BigramModel(BigramCounts([0, 1, 0], vocabularySize: size), vocabulary: .numbered(size))
    #expect {
      _ = try BigramRNN(model, .smallest)
    } throws: { error in
      error as? CompilationError == .tooManyTypes(size, limit: 2_048, factorization: .smallest)
        && "\(error)".contains("SparseBigramRNN takes any number")
    }
    let larger = try BigramModel(BigramCounts([0, 1, 0], vocabularySize: 4_097), vocabulary: .numbered(4_097))
    #expect(throws: CompilationError.tooManyTypes(4_097, limit: 4_096, factorization: .identityInput)) {
      _ = try BigramRNN(larger, .identityInput)
    }
  }
}
