#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A moment in microseconds since 1970, UTC, written as ISO 8601 with the six digits that clients can read.
package struct Timestamp: Equatable, Sendable, CustomStringConvertible {
  package let microseconds: Int

  package init(microseconds: Int) { self.microseconds = microseconds }

  /// The system's time.
  package static var now: Timestamp {
    var time = timespec()
    _ = clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(microseconds: Int(time.tv_sec) * 1_000_000 + Int(time.tv_nsec) / 1000)
  }

  /// As `2026-02-28T23:59:59.000001Z`.
  package var description: String {
    let (seconds, fraction) = Self.floorDivide(microseconds, by: 1_000_000)
    let (days, second) = Self.floorDivide(seconds, by: 86400)
    let (year, month, day) = Self.date(days: days)
    return "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))T"
      + "\(Self.padded(second / 3600, 2)):\(Self.padded(second / 60 % 60, 2)):\(Self.padded(second % 60, 2))"
      + ".\(Self.padded(fraction, 6))Z"
  }

  /// The Gregorian date `days` after 1 January 1970.
  ///
  /// Years are counted from March, so that the day that leap years add is the last one: the months from March on then
  /// begin (153 m + 2) / 5 days into the year, and 400 years have 146,097 days.
  private static func date(days: Int) -> (year: Int, month: Int, day: Int) {
    let (era, dayOfEra) = floorDivide(days + 719_468, by: 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
  }

  private static func floorDivide(_ dividend: Int, by divisor: Int) -> (quotient: Int, remainder: Int) {
    let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
