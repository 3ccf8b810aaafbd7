/// Coordinates as text: rounded to tenths of a pixel, written without a locale and the same everywhere.
enum DecimalText {
  /// `value`, rounded to one decimal.
  static func written(_ value: Double) -> String {
    var text = UTF8Text()
    text.append(value)
    return text.string
  }
}
