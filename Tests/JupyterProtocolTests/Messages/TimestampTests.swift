import Testing

@testable import JupyterProtocol

struct TimestampTests {
  // From `date -u -d @N`, and the last microsecond of a day, of a year, and of a leap day.
  @Test(arguments: [
    (0, "1970-01-01T00:00:00.000000Z"),
    (-1, "1969-12-31T23:59:59.999999Z"),
    (951_782_399_999_999, "2000-02-28T23:59:59.999999Z"),
    (951_782_400_000_000, "2000-02-29T00:00:00.000000Z"),
    (951_868_800_000_001, "2000-03-01T00:00:00.000001Z"),
    (1_709_251_199_000_100, "2024-02-29T23:59:59.000100Z"),
    (4_107_542_399_000_000, "2100-02-28T23:59:59.000000Z"),
    (4_107_542_400_000_000, "2100-03-01T00:00:00.000000Z"),
    (1_798_761_599_999_999, "2026-12-31T23:59:59.999999Z"),
  ])
  func isWrittenAsISO8601(_ microseconds: Int, _ text: String) {
    #expect(Timestamp(microseconds: microseconds).description == text)
  }

  @Test func everyDayFollowsTheOneBefore() {
    var (year, month, day) = (1970, 1, 1)
    for days in 0..<60000 {
      let text = Timestamp(microseconds: days * 86_400_000_000).description
      let fields = text.prefix(10).split(separator: "-").compactMap { Int($0) }
      #expect(fields == [year, month, day])
      let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
      let length = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
      day += 1
      if day > length { (day, month) = (1, month + 1) }
      if month > 12 { (month, year) = (1, year + 1) }
    }
  }
}
