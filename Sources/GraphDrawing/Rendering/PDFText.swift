/// A line of text as PDF's operators, in Helvetica and Symbol.
///
/// What is above or below the line is raised or lowered: ₜ is a small t. A hat sits on its letter. What neither font has is
/// written by its number.
struct PDFText {
  /// The operators between `BT` and `ET`.
  private(set) var operators = ""
  /// An estimate of the width.
  private(set) var width = 0.0

  private let size: Double
  private let isBold: Bool

  init(_ line: String, size: Double, isBold: Bool) {
    self.size = size
    self.isBold = isBold
    var runs: [Run] = []
    for scalar in line.unicodeScalars { append(glyphs(for: Markup.visible(scalar)), to: &runs) }
    for run in runs { write(run) }
  }

  private enum Font: String { case helvetica = "F1", bold = "F2", symbol = "F3" }

  /// Codes of one font at one height; with what they stand for, if that is something else.
  private struct Run {
    var font: Font
    var codes: [UInt8]
    /// How far it is raised, as a part of the text's size; small if it is not on the line.
    var rise = 0.0
    var width: Double
    var meaning: String?
    /// Whether it sits on the character before.
    var isMark = false

    func continues(_ other: Run) -> Bool {
      font == other.font && rise == other.rise && meaning == nil && other.meaning == nil && !isMark && !other.isMark
    }
  }

  private func append(_ glyphs: [Run], to runs: inout [Run]) {
    for glyph in glyphs {
      if let last = runs.last, glyph.continues(last) {
        runs[runs.count - 1].codes += glyph.codes
        runs[runs.count - 1].width += glyph.width
      } else {
        runs.append(glyph)
      }
    }
  }

  private mutating func write(_ run: Run) {
    let scale = run.rise == 0 ? 1 : 0.7
    operators += "/\(run.font.rawValue) \(DecimalText.written(scale * size)) Tf "
    if run.rise != 0 { operators += "\(DecimalText.written(run.rise * size)) Ts " }
    if let meaning = run.meaning { operators += "/Span << /ActualText \(Self.utf16(meaning)) >> BDC " }
    let codes = "<" + run.codes.map(Self.hexadecimal).joined() + ">"
    if run.isMark {
      // Back over the letter, and forth again, in thousandths of the size.
      let (back, forth) = (Int(1000 * (run.width + 0.333) / 2), Int(1000 * (0.333 - run.width) / 2))
      operators += "[\(back) \(codes) \(forth)] TJ "
    } else {
      operators += "\(codes) Tj "
      width += run.width * size
    }
    if run.meaning != nil { operators += "EMC " }
    if run.rise != 0 { operators += "0 Ts " }
  }

  /// What shows a character, widths as parts of the size.
  private func glyphs(for scalar: Unicode.Scalar) -> [Run] {
    if let code = Self.windowsCode(scalar) { return [letter(scalar, code)] }
    if let code = Self.symbols[scalar] {
      return [Run(font: .symbol, codes: [code], width: TextMetrics.width(of: String(scalar), size: 1))]
    }
    if let (base, rise) = Self.shifted(scalar), let code = Self.windowsCode(base) {
      var run = letter(base, code)
      (run.rise, run.width, run.meaning) = (rise, 0.7 * run.width, String(scalar))
      return [run]
    }
    if let base = Self.hatted[scalar], let code = Self.windowsCode(base) {
      var (run, mark) = (letter(base, code), Run(font: isBold ? .bold : .helvetica, codes: [0x88], width: 0))
      (run.meaning, mark.width, mark.isMark, mark.meaning) = (String(scalar), run.width, true, "")
      return [run, mark]
    }
    if scalar.properties.generalCategory == .format { return [] }
    let number = "\u{2039}U+" + String(scalar.value, radix: 16, uppercase: true) + "\u{203A}"
    let codes = number.unicodeScalars.compactMap(Self.windowsCode)
    return [
      Run(
        font: isBold ? .bold : .helvetica, codes: codes,
        width: TextMetrics.width(of: number, size: 1, bold: isBold), meaning: String(scalar))
    ]
  }

  private func letter(_ scalar: Unicode.Scalar, _ code: UInt8) -> Run {
    Run(
      font: isBold ? .bold : .helvetica, codes: [code],
      width: TextMetrics.width(of: String(scalar), size: 1, bold: isBold))
  }
}

extension PDFText {
  /// A text string in UTF-16, as PDF wants it outside pages (ISO 32000-1, section 7.9.2.2).
  static func utf16(_ text: String) -> String {
    var bytes: [UInt8] = [0xFE, 0xFF]
    for unit in text.utf16 { bytes += [UInt8(unit >> 8), UInt8(truncatingIfNeeded: unit)] }
    return "<" + bytes.map(hexadecimal).joined() + ">"
  }

  /// `#c3e0f7` as the operands of a colour operator, `rg` or `RG`.
  static func colour(_ hexadecimal: String, _ command: String) -> String {
    let number = Int(hexadecimal.dropFirst(), radix: 16) ?? 0
    let parts = [number >> 16, number >> 8 & 255, number & 255].map { part in
      let thousandths = (part * 1000 + 127) / 255
      return thousandths == 1000 ? "1" : "0." + String("00\(thousandths)".suffix(3))
    }
    return parts.joined(separator: " ") + " \(command)\n"
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16)
    return digits.count == 1 ? "0" + digits : digits
  }

  /// The code of a character in WinAnsiEncoding (ISO 32000-1, annex D.2).
  private static func windowsCode(_ scalar: Unicode.Scalar) -> UInt8? {
    switch scalar.value {
    case 0x20...0x7E, 0xA0...0xFF: return UInt8(scalar.value)
    case 0x22EF: return 0x85
    default: return windows[scalar]
    }
  }

  private static let windows: [Unicode.Scalar: UInt8] = [
    "€": 0x80, "‚": 0x82, "ƒ": 0x83, "„": 0x84, "…": 0x85, "†": 0x86, "‡": 0x87, "ˆ": 0x88, "‰": 0x89, "Š": 0x8A,
    "‹": 0x8B, "Œ": 0x8C, "Ž": 0x8E, "‘": 0x91, "’": 0x92, "“": 0x93, "”": 0x94, "•": 0x95, "–": 0x96, "—": 0x97,
    "˜": 0x98, "™": 0x99, "š": 0x9A, "›": 0x9B, "œ": 0x9C, "ž": 0x9E, "Ÿ": 0x9F,
  ]

  /// The codes of the font Symbol (ISO 32000-1, annex D.5).
  private static let symbols: [Unicode.Scalar: UInt8] = [
    "Α": 0x41, "Β": 0x42, "Χ": 0x43, "Δ": 0x44, "Ε": 0x45, "Φ": 0x46, "Γ": 0x47, "Η": 0x48, "Ι": 0x49, "Κ": 0x4B,
    "Λ": 0x4C, "Μ": 0x4D, "Ν": 0x4E, "Ο": 0x4F, "Π": 0x50, "Θ": 0x51, "Ρ": 0x52, "Σ": 0x53, "Τ": 0x54, "Υ": 0x55,
    "Ω": 0x57, "Ξ": 0x58, "Ψ": 0x59, "Ζ": 0x5A, "α": 0x61, "β": 0x62, "χ": 0x63, "δ": 0x64, "ε": 0x65, "φ": 0x66,
    "γ": 0x67, "η": 0x68, "ι": 0x69, "ϕ": 0x6A, "κ": 0x6B, "λ": 0x6C, "μ": 0x6D, "ν": 0x6E, "ο": 0x6F, "π": 0x70,
    "θ": 0x71, "ρ": 0x72, "σ": 0x73, "τ": 0x74, "υ": 0x75, "ω": 0x77, "ξ": 0x78, "ψ": 0x79, "ζ": 0x7A, "ς": 0x56,
    "−": 0x2D, "∗": 0x2A, "≅": 0x40, "⊥": 0x5E, "∼": 0x7E, "′": 0xA2, "≤": 0xA3, "∞": 0xA5, "↔": 0xAB, "←": 0xAC,
    "↑": 0xAD, "→": 0xAE, "↓": 0xAF, "″": 0xB2, "≥": 0xB3, "∝": 0xB5, "∂": 0xB6, "≠": 0xB9, "≡": 0xBA, "≈": 0xBB,
    "⊗": 0xC4, "⊕": 0xC5, "∅": 0xC6, "∩": 0xC7, "∪": 0xC8, "⊂": 0xCC, "∈": 0xCE, "∉": 0xCF, "∇": 0xD1, "∏": 0xD5,
    "√": 0xD6, "⋅": 0xD7, "∧": 0xD9, "∨": 0xDA, "⇒": 0xDE, "∑": 0xE5, "∫": 0xF2, "⟨": 0xE1, "⟩": 0xF1, "∀": 0x22,
    "∃": 0x24,
  ]

  private static let hatted: [Unicode.Scalar: Unicode.Scalar] = [
    "ŷ": "y", "ŵ": "w", "ĥ": "h", "ĉ": "c", "ŝ": "s", "ĝ": "g", "ĵ": "j",
  ]

  /// The character on the line for one above or below it, and how far that is from the line.
  private static func shifted(_ scalar: Unicode.Scalar) -> (Unicode.Scalar, rise: Double)? {
    if let base = lowered[scalar] { return (base, -0.2) }
    if let base = raised[scalar] { return (base, 0.35) }
    return nil
  }

  private static let lowered: [Unicode.Scalar: Unicode.Scalar] = [
    "₀": "0", "₁": "1", "₂": "2", "₃": "3", "₄": "4", "₅": "5", "₆": "6", "₇": "7", "₈": "8", "₉": "9", "₊": "+",
    "₋": "–", "₌": "=", "₍": "(", "₎": ")", "ₐ": "a", "ₑ": "e", "ₕ": "h", "ᵢ": "i", "ⱼ": "j", "ₖ": "k", "ₗ": "l",
    "ₘ": "m", "ₙ": "n", "ₒ": "o", "ₚ": "p", "ᵣ": "r", "ₛ": "s", "ₜ": "t", "ᵤ": "u", "ᵥ": "v", "ₓ": "x",
  ]
  private static let raised: [Unicode.Scalar: Unicode.Scalar] = [
    "⁰": "0", "⁴": "4", "⁵": "5", "⁶": "6", "⁷": "7", "⁸": "8", "⁹": "9", "⁺": "+", "⁻": "–", "⁽": "(", "⁾": ")",
    "ᵀ": "T", "ⁿ": "n", "ⁱ": "i", "ᵗ": "t",
  ]
}
