import Autograd

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Numbers as the page writes them where little room is: to four digits.
enum ShortNumber {
  /// A number, or up to three in brackets; nil for a tensor of more.
  static func text(of tensor: Tensor) -> String? {
    guard (1...3).contains(tensor.count) else { return nil }
    let numbers = tensor.scalars.map(text)
    return numbers.count == 1 ? numbers[0] : "[" + numbers.joined(separator: " ") + "]"
  }

  static func text(_ number: Double) -> String {
    if number.isNaN { return "NaN" }
    if number.isInfinite { return number < 0 ? "−∞" : "∞" }
    if number == 0 { return "0" }
    let size = abs(number)
    let exponent = Int(floor(log10(size)))
    // Beyond these a scale would be no number; nothing that the page shows comes near.
    guard (-300...300).contains(exponent) else { return "\(size)".withSign(of: number) }
    let scale = pow(10, Double(abs(3 - exponent)))
    let rounded = exponent > 3 ? (size / scale).rounded() * scale : (size * scale).rounded() / scale
    return (rounded == rounded.rounded() && rounded < 1e6 ? "\(Int(rounded))" : "\(rounded)").withSign(of: number)
  }
}

extension String {
  fileprivate func withSign(of number: Double) -> String { number < 0 ? "−" + self : self }
}
