@testable import Autograd

/// Random shapes and points for property tests: mostly small, some empty or of size one, a few large.
extension SeededGenerator {
  mutating func chance(_ probability: Double) -> Bool { Double.random(in: 0..<1, using: &self) < probability }

  mutating func integer(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

  mutating func size() -> Int { chance(0.05) ? 0 : integer(1...4) }

  mutating func shape(rank: ClosedRange<Int> = 0...4) -> [Int] {
    if rank.contains(2), chance(0.1) { return [integer(20...27), integer(20...27)] }
    return (0..<integer(rank)).map { _ in size() }
  }

  /// A shape that can be broadcast to `target`.
  mutating func fitting(_ target: [Int]) -> [Int] {
    let kept = target.dropFirst(chance(0.3) ? integer(0...target.count) : 0)
    return kept.map { chance(0.3) ? 1 : $0 }
  }

  /// Two shapes that broadcast with each other.
  mutating func fittingPair() -> ([Int], [Int]) {
    let common = shape()
    if chance(0.3) { return (common, common) }
    let (a, b) = (fitting(common), fitting(common))
    return chance(0.5) ? (a, b) : chance(0.5) ? (common, b) : (a, common)
  }

  /// Elements of either sign, away from 0, where many functions have a kink.
  mutating func point(_ shape: [Int]) -> Tensor {
    let magnitude = positive(shape)
    return magnitude * Tensor((0..<magnitude.count).map { _ in chance(0.5) ? 1 : -1 }, shape: shape, dtype: .float64)
  }

  mutating func positive(_ shape: [Int], from least: Double = 0.3) -> Tensor {
    .uniform(shape, from: least, to: 1.5, dtype: .float64, using: &self)
  }
}
