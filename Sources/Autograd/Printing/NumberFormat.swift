#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// How the numbers of one tensor are written: all alike and right-aligned, as torch does it.
///
/// Whole numbers as `2.`; others with four decimals; and in scientific notation when four decimals would not do: when
/// the greatest magnitude is beyond 10⁸ or more than 1000 times the least, or the least below 10⁻⁴.
struct NumberFormat {
  private enum Notation { case whole, fixed, scientific }

  private let notation: Notation
  /// The width of the widest number.
  private(set) var width = 1

  /// The format for these numbers; zeros and what is not finite have no say.
  init(for numbers: [Double]) {
    let telling = numbers.filter { $0.isFinite && $0 != 0 }
    guard let first = telling.first else {
      notation = .whole
      return
    }
    var (least, greatest) = (abs(first), abs(first))
    for number in telling {
      least = min(least, abs(number))
      greatest = max(greatest, abs(number))
    }
    if greatest / least > 1000 || greatest > 1e8 || least < 1e-4 {
      notation = .scientific
    } else {
      notation = telling.allSatisfy { $0 == $0.rounded() } ? .whole : .fixed
    }
    width = telling.reduce(1) { max($0, unaligned($1).utf8.count) }
  }

  /// The number, with spaces in front up to ``width``.
  func text(_ number: Double) -> String {
    let text = unaligned(number)
    return String(repeating: " ", count: max(width - text.utf8.count, 0)) + text
  }

  private func unaligned(_ number: Double) -> String {
    guard !number.isNaN else { return "nan" }
    guard number.isFinite else { return number > 0 ? "inf" : "-inf" }
    return switch notation {
    case .whole: Self.printed("%.0f.", number)
    case .fixed: Self.printed("%.4f", number)
    case .scientific: Self.printed("%.4e", number)
    }
  }

  /// C's formatting: correctly rounded, and without Foundation.
  private static func printed(_ format: String, _ number: Double) -> String {
    withVaList([number]) { arguments in
      // The longest is the greatest `Double` with four decimals: 309 digits, sign and point.
      withUnsafeTemporaryAllocation(of: CChar.self, capacity: 320) { buffer in
        let length = vsnprintf(buffer.baseAddress, buffer.count, format, arguments)
        return String(decoding: buffer.prefix(Int(length)).lazy.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      }
    }
  }
}
