#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// `Float` or `Double`: what kernels are generic in, inside this module, where they are specialised.
package protocol Element: BinaryFloatingPoint, Codable, DenseElement, SIMDScalar, Sendable {
  static var dtype: DType { get }
  static func exp(_ x: Self) -> Self
  static func log(_ x: Self) -> Self
  static func tanh(_ x: Self) -> Self
  static func pow(_ x: Self, _ y: Self) -> Self
}

extension Float: Element {
  package static var dtype: DType { .float32 }
  @inline(__always) package static func exp(_ x: Float) -> Float { expf(x) }
  @inline(__always) package static func log(_ x: Float) -> Float { logf(x) }
  @inline(__always) package static func tanh(_ x: Float) -> Float { tanhf(x) }
  @inline(__always) package static func pow(_ x: Float, _ y: Float) -> Float { powf(x, y) }
}

extension Double: Element {
  package static var dtype: DType { .float64 }
  @inline(__always) package static func exp(_ x: Double) -> Double { libExp(x) }
  @inline(__always) package static func log(_ x: Double) -> Double { libLog(x) }
  @inline(__always) package static func tanh(_ x: Double) -> Double { libTanh(x) }
  @inline(__always) package static func pow(_ x: Double, _ y: Double) -> Double { libPow(x, y) }
}

// Named here because inside `Double` the members above hide the C functions.
@inline(__always) private func libExp(_ x: Double) -> Double { exp(x) }
@inline(__always) private func libLog(_ x: Double) -> Double { log(x) }
@inline(__always) private func libTanh(_ x: Double) -> Double { tanh(x) }
@inline(__always) private func libPow(_ x: Double, _ y: Double) -> Double { pow(x, y) }
