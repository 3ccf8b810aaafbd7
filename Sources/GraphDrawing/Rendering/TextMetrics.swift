/// Estimates how wide a text will be drawn, without asking any font.
///
/// The widths of the printable ASCII characters are those of Helvetica, which Arial, Liberation Sans and Nimbus Sans
/// share, in thousandths of the font size; `Tests/GraphDrawingTests/Golden/font_widths.py` prints them. Other
/// characters count by their kind: nothing for marks that sit on another character, one font size for ideographs and
/// emoji, an average for the rest.
package enum TextMetrics {
  /// The width of `text` in the unit of `size`, the font size.
  package static func width(of text: String, size: Double, bold: Bool = false) -> Double {
    let table = bold ? boldWidths : regularWidths
    var thousandths = 0
    for scalar in text.unicodeScalars {
      let index = Int(scalar.value) - 0x20
      thousandths += table.indices.contains(index) ? table[index] : width(of: scalar)
    }
    return Double(thousandths) * size / 1000
  }

  /// `text`, or if it has more than `limit` Unicode scalars its beginning and its end with an ellipsis between them.
  package static func shortened(_ text: String, to limit: Int) -> String {
    let scalars = text.unicodeScalars
    guard scalars.index(scalars.startIndex, offsetBy: limit + 1, limitedBy: scalars.endIndex) != nil else {
      return text
    }
    let tail = limit / 4
    return String(scalars.prefix(limit - 1 - tail)) + "…" + String(scalars.suffix(tail))
  }

  private static func width(of scalar: Unicode.Scalar) -> Int {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control, .surrogate: return 0
    default: break
    }
    switch scalar.value {
    case 0x2070...0x209F: return 480  // superscript and subscript digits
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60:
      return 1000
    case 0x1F000...0x3FFFD: return 1250  // emoji and rarer ideographs
    default: return 660
    }
  }

  private static let regularWidths = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
  ]
  private static let boldWidths = [
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611,
    975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556,
    333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611,
    611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
  ]
}
