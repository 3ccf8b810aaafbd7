public import Autograd

// N tokens, V word types. Only elements T[w_{t−1}, w_t] matter, so they are looked up and nothing is multiplied by zeros.

/// The probability of a sequence under a bigram table (the seed, section 2.1): `Π_{t=2…N} T[w_{t−1}, w_t]`.
///
/// The first token is ignored, for lack of context; the product over nothing is 1. Differentiable in `table`. For a long
/// sequence the product underflows to 0: then take `sequenceLogProbability`. O(N V) to read the sequence.
///
/// - Parameters:
///   - sequence: shape (N, V), row t one-hot at word t.
///   - table: shape (V, V), `T[i, j] = Pr(v_j | v_i)`; its rows are not checked to sum to 1 (`BigramModel` does).
/// - Returns: a tensor of no dimensions.
/// - Precondition: the shapes fit, and the rows of `sequence` are one-hot.
public func sequenceProbability(_ sequence: Tensor, _ table: Tensor) -> Tensor {
  let pairs = pairIndices(sequence, table, "sequenceProbability")
  return table.reshape([-1, 1]).rows(pairs).prod()
}

/// The natural logarithm of `sequenceProbability`: `Σ_ij c_ij ln T[i, j]`, c_ij how often word j follows word i.
///
/// Summed over different pairs and not over tokens, in float64, so that a million tokens cost no precision; the result
/// has the dtype of `table`. −∞ if a pair that occurs has probability 0. Differentiable in `table`: c_ij / T[i, j].
///
/// - Precondition: as for `sequenceProbability`.
public func sequenceLogProbability(_ sequence: Tensor, _ table: Tensor) -> Tensor {
  var counts: [Int: Int] = [:]
  for pair in pairIndices(sequence, table, "sequenceLogProbability") { counts[pair, default: 0] += 1 }
  let pairs = counts.keys.sorted()
  let weights = Tensor(pairs.map { Double(counts[$0] ?? 0) }, shape: [pairs.count, 1], dtype: .float64)
  return (table.reshape([-1, 1]).rows(pairs).to(.float64).log() * weights).sum().to(table.dtype)
}

/// The places of T[w_{t−1}, w_t], t = 2 … N, in the row-major elements of T.
private func pairIndices(_ sequence: Tensor, _ table: Tensor, _ operation: String) -> [Int] {
  require(
    table.ndim == 2 && table.shape[0] == table.shape[1],
    "\(operation): the table has shape \(table.shape); it must be square, a row and a column for each word type")
  require(
    sequence.ndim == 2 && sequence.shape[1] == table.shape[0],
    "\(operation): a sequence of shape \(sequence.shape) with a table of shape \(table.shape); "
      + "the sequence must have the shape (tokens, \(table.shape[0]))")
  do {
    let ids = try OneHot.decode(sequence)
    return zip(ids, ids.dropFirst()).map { $0 * table.shape[0] + $1 }
  } catch {
    fatalError("\(operation): \(error)")
  }
}
