/// Coordinates as text: rounded to tenths of a pixel, written without a locale and the same everywhere.
enum DecimalText {
  /// Appends `value`, rounded to one decimal.
  static func write(_ value: Double, to text: inout String) {
    let tenths = Int((value * 10).rounded())
    if tenths < 0 { text += "-" }
    text += String(tenths.magnitude / 10)
    if tenths % 10 != 0 {
      text += "."
      text += String(tenths.magnitude % 10)
    }
  }

  /// `value`, rounded to one decimal.
  static func written(_ value: Double) -> String {
    var text = ""
    write(value, to: &text)
    return text
  }
}
