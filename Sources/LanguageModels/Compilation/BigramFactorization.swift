/// How W U = Tᵀ is solved for the weights of an Elman network with V = 0 and σ the identity.
///
/// V word types, T (V, V) the bigram table, D hidden units; U (D, V), W (V, D).
public enum BigramFactorization: String, Sendable, CaseIterable {
  /// U = I, W = Tᵀ: the hidden state is the word, the output weights know the table. D = V.
  case identityInput = "identity-input"
  /// U = Tᵀ, W = I: the hidden state is the distribution of the next word, which the output hands through. D = V.
  case identityOutput = "identity-output"
  /// T = A B with D = rank(T), U = Aᵀ, W = Bᵀ: B is D of T's rows, and A writes every row as a combination of those.
  ///
  /// Nothing smaller is exact, whatever σ, U, V, h_0 and the inputs before: at any one step o_t = W h_t lies in the
  /// column space of W, whose dimension is at most D; the V words must produce the V rows of T there, and these span a
  /// space of dimension rank(T).
  case smallest
}
