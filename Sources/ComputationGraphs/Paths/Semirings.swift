public import BigInt

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The number of paths: every edge is 1.
public struct PathCount: Semiring, Equatable {
  /// The number.
  public let value: BigUInt

  /// One edge, whatever its partial derivative.
  public init(_ partial: Double) { value = 1 }
  private init(value: BigUInt) { self.value = value }

  /// No path.
  public static var zero: PathCount { PathCount(value: 0) }
  /// One path.
  public static var one: PathCount { PathCount(value: 1) }
  /// The paths of both ways.
  public static func + (a: PathCount, b: PathCount) -> PathCount { PathCount(value: a.value + b.value) }
  /// Every way of one, continued by every way of the other.
  public static func * (a: PathCount, b: PathCount) -> PathCount { PathCount(value: a.value * b.value) }
}

/// The sum of the products of partial derivatives: the derivative itself.
public struct PathSum: Semiring, Equatable {
  /// The sum.
  public let value: Double

  /// An edge with its partial derivative.
  public init(_ partial: Double) { value = partial }

  /// Nothing comes by no path.
  public static var zero: PathSum { PathSum(0) }
  /// A node's derivative with respect to itself.
  public static var one: PathSum { PathSum(1) }
  /// What comes by both ways.
  public static func + (a: PathSum, b: PathSum) -> PathSum { PathSum(a.value + b.value) }
  /// The chain rule.
  public static func * (a: PathSum, b: PathSum) -> PathSum { PathSum(a.value * b.value) }
}

/// The sum of the absolute values of the products: how much of a derivative cancels out is seen beside ``PathSum``.
public struct AbsoluteSum: Semiring, Equatable {
  /// The sum.
  public let value: Double

  /// An edge with its partial derivative.
  public init(_ partial: Double) { value = abs(partial) }

  /// Nothing comes by no path.
  public static var zero: AbsoluteSum { AbsoluteSum(0) }
  /// The path without edges.
  public static var one: AbsoluteSum { AbsoluteSum(1) }
  /// What comes by both ways, signs left out.
  public static func + (a: AbsoluteSum, b: AbsoluteSum) -> AbsoluteSum { AbsoluteSum(a.value + b.value) }
  /// The product, sign left out.
  public static func * (a: AbsoluteSum, b: AbsoluteSum) -> AbsoluteSum { AbsoluteSum(a.value * b.value) }
}

/// The absolute value of the largest product. Which path has it: the first by contribution.
public struct LargestProduct: Semiring, Equatable {
  /// The absolute value.
  public let value: Double

  /// An edge with its partial derivative.
  public init(_ partial: Double) { value = abs(partial) }

  /// Less than any path has.
  public static var zero: LargestProduct { LargestProduct(0) }
  /// The path without edges.
  public static var one: LargestProduct { LargestProduct(1) }
  /// The larger of two.
  public static func + (a: LargestProduct, b: LargestProduct) -> LargestProduct { a.value >= b.value ? a : b }
  /// The product, sign left out.
  public static func * (a: LargestProduct, b: LargestProduct) -> LargestProduct { LargestProduct(a.value * b.value) }
}

/// How evenly a derivative is spread over paths: the entropy of the distribution that gives each path the share of its
/// absolute product.
///
/// The expectation semiring (J. Eisner 2002; Z. Li and J. Eisner, First- and second-order expectation semirings, EMNLP
/// 2009) of pairs (w, w · log w), kept as log Σw and the mean of log w, so that products over thousands of steps neither
/// vanish nor overflow.
public struct PathEntropy: Semiring, Equatable {
  /// log Σw.
  public let logSum: Double
  /// The mean of log w under the distribution.
  public let meanLog: Double

  /// The entropy in nats: 0 for a single path, log n for n paths of one size; 0 also when all products are 0.
  public var entropy: Double { logSum == -.infinity ? 0 : max(0, logSum - meanLog) }

  /// An edge with its partial derivative.
  public init(_ partial: Double) { self.init(logSum: log(abs(partial)), meanLog: partial == 0 ? 0 : log(abs(partial))) }
  private init(logSum: Double, meanLog: Double) {
    self.logSum = logSum
    self.meanLog = meanLog
  }

  /// No path: a weight of 0.
  public static var zero: PathEntropy { PathEntropy(0) }
  /// The path without edges: a weight of 1.
  public static var one: PathEntropy { PathEntropy(1) }

  /// Both ways' weights, each with its share in the mean.
  public static func + (a: PathEntropy, b: PathEntropy) -> PathEntropy {
    let (large, small) = a.logSum >= b.logSum ? (a, b) : (b, a)
    guard small.logSum > -.infinity else { return large }
    let ratio = exp(small.logSum - large.logSum)
    return PathEntropy(
      logSum: large.logSum + log1p(ratio), meanLog: (large.meanLog + ratio * small.meanLog) / (1 + ratio))
  }

  /// Weights multiply, so their logarithms add up.
  public static func * (a: PathEntropy, b: PathEntropy) -> PathEntropy {
    guard a.logSum > -.infinity, b.logSum > -.infinity else { return zero }
    return PathEntropy(logSum: a.logSum + b.logSum, meanLog: a.meanLog + b.meanLog)
  }
}
