/// How much of a window's forward pass is kept for back-propagation; what is not is computed again from the states that
/// are. The gradients are the same but for the order in which sums are rounded.
package enum ActivationCheckpointing: Sendable, Equatable {
  /// All of it: nothing is computed twice.
  case none
  /// The states before each of about √T pieces of the window: nearly all is computed twice.
  case squareRoot
  /// What fits into so many bytes, with the least that is computed again (`CheckpointSchedule`).
  case limit(bytes: Int)
}

extension ActivationCheckpointing: CustomStringConvertible {
  /// `none`, `sqrt`, or bytes with a unit, as ``init(_:)`` reads them.
  package var description: String {
    switch self {
    case .none: return "none"
    case .squareRoot: return "sqrt"
    case .limit(let bytes):
      let unit = Self.units.last { bytes % $0.bytes == 0 } ?? ("B", 1)
      return "\(bytes / unit.bytes)\(unit.name)"
    }
  }

  /// Reads `none`, `sqrt`, or a number of bytes from 1 on, which may have a unit: B, kB, MB or GB, a thousand times each.
  package init?(_ description: String) {
    switch description {
    case "none": self = .none
    case "sqrt": self = .squareRoot
    default:
      let digits = description.prefix { $0.isASCII && $0.isNumber }
      let name = description.dropFirst(digits.count).drop { $0 == " " }
      let unit = name.isEmpty ? 1 : Self.units.first { $0.name.lowercased() == name.lowercased() }?.bytes
      guard let count = Int(digits), count > 0, let unit else { return nil }
      let (bytes, overflows) = count.multipliedReportingOverflow(by: unit)
      if overflows { return nil }
      self = .limit(bytes: bytes)
    }
  }

  private static let units = [("B", 1), ("kB", 1000), ("MB", 1_000_000), ("GB", 1_000_000_000)].map {
    (name: $0, bytes: $1)
  }
}
