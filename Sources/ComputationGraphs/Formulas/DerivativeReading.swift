/// What a derivative without arguments stands for.
struct DerivativeReading: Hashable, Sendable {
  /// What a derivative by something that is no direct argument stands for.
  enum Indirect: Hashable, Sendable {
    /// All paths between the two.
    case allPaths
    /// The shortest paths only: ∂L/∂h_t for what passes through o_t.
    case shortestPaths
  }

  /// The signs that stand for the total derivative, though there is a local partial of that name.
  var total: Set<DerivativeSign> = []
  var indirect = Indirect.allPaths
  /// Whether arguments that were written are obeyed.
  var obeysArguments = true
  /// The quantities whose local partials are replaced by their values.
  var explicit: Set<String> = []
}
