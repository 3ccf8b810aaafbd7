/// Whole numbers modulo the prime 2⁶¹ − 1, where a product and its remainder take a handful of instructions.
struct MersenneField: Hashable, Sendable {
  static let modulus: UInt64 = 1 << 61 - 1

  /// Between 0 and the modulus.
  let residue: UInt64

  /// The number whose remainder this is.
  init(_ number: UInt64) { residue = number % Self.modulus }

  init(_ number: Int) {
    let magnitude = MersenneField(UInt64(number.magnitude))
    residue = number < 0 && magnitude.residue > 0 ? Self.modulus - magnitude.residue : magnitude.residue
  }

  /// The quotient; nil when the denominator is a multiple of the modulus.
  init?(_ fraction: Fraction) {
    let below = MersenneField(fraction.denominator)
    guard below.residue > 0 else { return nil }
    self = MersenneField(fraction.numerator) * below.reciprocal
  }

  static func + (a: Self, b: Self) -> Self { Self(a.residue + b.residue) }

  static func * (a: Self, b: Self) -> Self {
    let (high, low) = a.residue.multipliedFullWidth(by: b.residue)
    // 2⁶¹ is 1, so the part above the lowest 61 bits is added to them.
    return Self((low & modulus) + (high << 3 | low >> 61))
  }

  /// One over the number, by Fermat's little theorem; 0 for 0.
  private var reciprocal: Self {
    var (result, base, exponent) = (Self(1 as UInt64), self, Self.modulus - 2)
    while exponent > 0 {
      if exponent & 1 == 1 { result = result * base }
      base = base * base
      exponent >>= 1
    }
    return result
  }
}
