/// How closely a graph is looked at when paths are followed.
public enum PathView: Sendable {
  /// Paths run between named nodes. Unnamed operations lie inside an edge, which has their combined partial derivative:
  /// products along each way, summed over the ways. So the number of paths does not depend on how a formula is written.
  case named
  /// Every operation is a step of its own, and an operand that is used twice is reached by two edges.
  case operations
}
