import Foundation
import Testing

@testable import Autograd

// The C library's functions of more digits than are tested; where there are none, its own, which are off by up to two units.
#if arch(x86_64) && os(Linux)
  private typealias Reference = Float80
  private let unitsOfReference = 0.0
#else
  private typealias Reference = Double
  private let unitsOfReference = 2.0
#endif

/// exp, tanh and sigmoid against the C library, over the whole range of numbers.
@Suite struct DenseActivationTests {
  enum Function: String, CaseIterable {
    case exp, tanh, sigmoid

    /// What is promised, in units in the last place.
    var bound: Double { self == .exp ? 2 : 3 }

    fileprivate func exact(_ x: Reference) -> Reference {
      switch self {
      case .exp: Foundation.exp(x)
      case .tanh: Foundation.tanh(x)
      case .sigmoid: x < 0 ? Foundation.exp(x) / (1 + Foundation.exp(x)) : 1 / (1 + Foundation.exp(-x))
      }
    }

    func values<F: Element>(_ x: [F], on processor: Processor) -> [F] {
      var y = x
      let count = x.count
      switch self {
      case .exp: F.exp(x, into: &y, count: count, on: processor)
      case .tanh: F.tanh(x, into: &y, count: count, on: processor)
      case .sigmoid: F.sigmoid(x, into: &y, count: count, on: processor)
      }
      return y
    }
  }

  /// Every 509th `Float` of all there are, both signs.
  @Test(arguments: Processor.available, Function.allCases) func floats(processor: Processor, function: Function) {
    let x = stride(from: UInt32(0), to: 0xFF80_0000, by: 509).map { Float(bitPattern: $0) }.filter { $0.isFinite }
    check(x, function, processor, function.bound)
  }

  /// Largest distance from the exact value, in units in the last place of that.
  private func check<F: Element>(_ x: [F], _ function: Function, _ processor: Processor, _ bound: Double) {
    let y = function.values(x, on: processor)
    var (worst, at) = (0.0, F(0))
    for (x, y) in zip(x, y) {
      let exact = function.exact(Reference(x))
      let rounded = F(exact)
      if rounded == y { continue }
      let unit = rounded.isFinite ? rounded.ulp : F.greatestFiniteMagnitude.ulp
      let error = Double(abs(Reference(y) - exact) / Reference(unit))
      if !(error <= worst) { (worst, at) = (error, x) }
    }
    #expect(worst <= bound, "\(function) of \(at)")
  }

  /// A million `Double`s, of every exponent and dense where the functions bend.
  @Test(arguments: Processor.available, Function.allCases) func doubles(processor: Processor, function: Function) {
    var random = SeededGenerator(seed: 3)
    let x = (0..<1_000_000).map { index -> Double in
      switch index % 4 {
      case 0: Double(bitPattern: UInt64.random(in: 0...UInt64.max, using: &random))
      case 1: Double.random(in: -750...750, using: &random)
      case 2: Double.random(in: -20...20, using: &random)
      default: Double.random(in: -1...1, using: &random)
      }
    }.filter { $0.isFinite }
    check(x, function, processor, function.bound + unitsOfReference)
  }

  @Test(arguments: Processor.available, Function.allCases) func specials(processor: Processor, function: Function) {
    let x: [Float] = [.infinity, -.infinity, .nan, 0, -0.0]
    let y = function.values(x, on: processor)
    let expected: [Float] =
      switch function {
      case .exp: [.infinity, 0, .nan, 1, 1]
      case .tanh: [1, -1, .nan, 0, 0]
      case .sigmoid: [1, 0, .nan, 0.5, 0.5]
      }
    for (y, expected) in zip(y, expected) { #expect(y == expected || y.isNaN && expected.isNaN) }
    // tanh keeps the sign of zero.
    if function == .tanh { #expect(y[4].sign == .minus && y[3].sign == .plus) }
  }
}
