/// What can be summed up over paths: values that are multiplied along a path and added over paths.
///
/// One walk over the graph then serves every such question, because multiplication distributes over addition (M. Mohri,
/// Semiring frameworks and algorithms for shortest-distance problems, Journal of Automata, Languages and Combinatorics 7
/// (2002), 321–350): how many paths, their sum, the largest, their entropy.
public protocol Semiring: Sendable {
  /// The sum over no path.
  static var zero: Self { get }
  /// The product along the path without edges.
  static var one: Self { get }
  /// The sum over two ways.
  static func + (a: Self, b: Self) -> Self
  /// The product along a way that goes on; the factor nearer to the output stands on the left.
  static func * (a: Self, b: Self) -> Self
}
