/// What a derivative's formula is written in, so that it is written once.
///
/// A formula such as `g * (1 - y * y)` runs on single numbers (``Number``) in a first-order backward walk, where the
/// compiler turns it into a loop, and on tensors where the derivative itself is to be recorded.
package protocol Arithmetic {
  static func + (a: Self, b: Self) -> Self
  static func - (a: Self, b: Self) -> Self
  static func * (a: Self, b: Self) -> Self
  static func / (a: Self, b: Self) -> Self
  static prefix func - (a: Self) -> Self
  static func + (a: Double, b: Self) -> Self
  static func - (a: Double, b: Self) -> Self
  static func * (a: Double, b: Self) -> Self
  func exp() -> Self
  func log() -> Self
  func sqrt() -> Self
  func tanh() -> Self
  func sigmoid() -> Self
  /// The power with a constant exponent; the power 0 of anything is 1.
  func pow(_ exponent: Double) -> Self
  func pow(_ exponent: Self) -> Self
  /// 1 where positive, −1 where negative, 0 at 0.
  func sign() -> Self
  /// 1 where greater than the bound, else 0: a mask, without derivative.
  func isGreater(than bound: Double) -> Self
  /// 1 where both bounds are kept, which includes lying on one, else 0: a mask, without derivative.
  func isWithin(_ least: Double, _ greatest: Double) -> Self
  /// 0 where the mask is 0, even of what is infinite or NaN; else this.
  func masked(by mask: Self) -> Self
}

/// A single `Float` or `Double` as a formula sees it.
package struct Number<F: Element>: Arithmetic {
  package let value: F

  @inline(__always) package init(_ value: F) { self.value = value }

  @inline(__always) package static func + (a: Self, b: Self) -> Self { Self(a.value + b.value) }
  @inline(__always) package static func - (a: Self, b: Self) -> Self { Self(a.value - b.value) }
  @inline(__always) package static func * (a: Self, b: Self) -> Self { Self(a.value * b.value) }
  @inline(__always) package static func / (a: Self, b: Self) -> Self { Self(a.value / b.value) }
  @inline(__always) package static prefix func - (a: Self) -> Self { Self(-a.value) }
  @inline(__always) package static func + (a: Double, b: Self) -> Self { Self(F(a) + b.value) }
  @inline(__always) package static func - (a: Double, b: Self) -> Self { Self(F(a) - b.value) }
  @inline(__always) package static func * (a: Double, b: Self) -> Self { Self(F(a) * b.value) }
  @inline(__always) package func exp() -> Self { Self(F.exp(value)) }
  @inline(__always) package func log() -> Self { Self(F.log(value)) }
  @inline(__always) package func sqrt() -> Self { Self(value.squareRoot()) }
  @inline(__always) package func tanh() -> Self { Self(F.tanh(value)) }
  @inline(__always) package func sigmoid() -> Self { Self(1 / (1 + F.exp(-value))) }
  @inline(__always) package func pow(_ exponent: Double) -> Self {
    if exponent == 2 { return Self(value * value) }
    if exponent == 1 { return self }
    return Self(F.pow(value, F(exponent)))
  }
  @inline(__always) package func pow(_ exponent: Self) -> Self { Self(F.pow(value, exponent.value)) }
  @inline(__always) package func sign() -> Self { Self(value > 0 ? 1 : value < 0 ? -1 : 0) }
  @inline(__always) package func isGreater(than bound: Double) -> Self { Self(value > F(bound) ? 1 : 0) }
  @inline(__always) package func isWithin(_ least: Double, _ greatest: Double) -> Self {
    Self(value >= F(least) && value <= F(greatest) ? 1 : 0)
  }
  @inline(__always) package func masked(by mask: Self) -> Self { mask.value == 0 ? Self(0) : self }
}

/// Tensors do formulas in recorded operations; each is in the file of its operation.
extension Tensor: Arithmetic {}
