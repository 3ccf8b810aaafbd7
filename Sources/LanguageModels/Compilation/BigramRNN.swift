public import Autograd
import NeuralNetworks

/// A bigram model as an Elman network that computes it exactly (the seed, section 2.2, for any number of word types):
/// `h_t = σ(U x_t + V h_{t−1})`, `o_t = W h_t` with σ the identity, V = 0, W U = Tᵀ and h_0 = 0, so that for the one-hot
/// input of word i, at every step, `o_t` is row i of T, the distribution of the next word.
///
/// V word types, D hidden units; U (D, V), V (D, D), W (V, D).
public struct BigramRNN: Sendable {
  /// The word types; x_t and o_t have one element for each.
  public let vocabulary: Vocabulary
  /// How U and W were chosen.
  public let factorization: BigramFactorization
  /// The input weights, (D, V).
  public let U: Tensor
  /// The recurrent weights, (D, D): zeros.
  public let V: Tensor
  /// The output weights, (V, D).
  public let W: Tensor
  /// What hidden unit k stands for: the word `pivots[k]`, whose row of T is column k of W when `factorization` is not
  /// `.identityOutput`.
  public let pivots: [Int]
  /// How far the network, run, is from the table.
  public let certificate: ExactnessCertificate

  /// Up to how many word types `.smallest` is computed.
  public static let smallestLimit = 2_048

  /// Compiles `model` and measures the result.
  ///
  /// - Parameters:
  ///   - dtype: of the weights; float32 rounds the table.
  ///   - tolerance: for `.smallest`, rows within this times the longest row of a combination of others count as that
  ///     combination; by default V · 2⁻⁵², as for numbers that are right to the last digit of float64.
  /// - Throws: `.tooManyTypes`. Time O(V³) for `.smallest` (seconds at the limit), O(V²) else, apart from the measuring.
  public init(
    _ model: BigramModel, _ factorization: BigramFactorization, dtype: DType = .float64, tolerance: Double? = nil
  ) throws(CompilationError) {
    let size = model.vocabularySize
    let limit = factorization == .smallest ? Self.smallestLimit : BigramModel.tableLimit
    if size > limit { throw .tooManyTypes(size, limit: limit, factorization: factorization) }
    let table: Tensor
    do { table = try model.table(dtype: .float64) } catch {
      throw .tooManyTypes(size, limit: limit, factorization: factorization)
    }

    let (input, output): (Tensor, Tensor)
    switch factorization {
    case .identityInput:
      (input, output) = (.eye(size, dtype: .float64), table.T)
      pivots = Array(0..<size)
    case .identityOutput:
      (input, output) = (table.T, .eye(size, dtype: .float64))
      pivots = Array(0..<size)
    case .smallest:
      let factors = RowFactorization(table, tolerance: tolerance ?? Double(size) * 0x1p-52)
      (input, output) = (factors.coefficients.T, table.rows(factors.pivots).T)
      pivots = factors.pivots
    }
    vocabulary = model.vocabulary
    self.factorization = factorization
    U = input.to(dtype)
    V = Tensor.zeros([pivots.count, pivots.count], dtype: dtype)
    W = output.to(dtype)
    certificate = ExactnessCertificate(BigramRecurrence(U: U, V: V, W: W), table: table)
  }

  /// D
  public var hiddenSize: Int { pivots.count }

  /// The perplexity on `sequence`, from running the recurrence over it, step by step from h_0 = 0, and reading `o_t` at
  /// the next word. Outputs no larger than `certificate.errorAtZeros` count
  /// as 0. O(N (D² + D V)).
  ///
  /// - Throws: as `BigramModel.perplexity(on:)`.
  public func perplexity(on sequence: [Int]) throws(PerplexityError) -> Perplexity {
    try vocabulary.checkPredictable(sequence)
    var meter = PerplexityMeter(vocabulary)
    var state = Tensor.zeros([hiddenSize], dtype: U.dtype)
    let recurrence = BigramRecurrence(U: U, V: V, W: W)
    let window = 512
    for start in stride(from: 0, to: sequence.count - 1, by: window) {
      let end = min(start + window, sequence.count - 1)
      let (outputs, final) = recurrence.outputs(for: Array(sequence[start..<end]), from: state)
      state = final
      let elements = outputs.scalars
      for step in start..<end {
        let next = sequence[step + 1]
        let probability = elements[(step - start) * vocabulary.count + next]
        let isZero = probability <= certificate.errorAtZeros
        meter.add(next, after: sequence[step], logProbability: isZero ? -.infinity : logarithm(probability))
      }
    }
    return try meter.perplexity()
  }
}
