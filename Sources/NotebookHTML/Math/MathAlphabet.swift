/// The alphabets of mathematics. Unicode has letters of their own for most of them, and MathML Core has nothing else.
enum MathAlphabet: Equatable {
  case italic, roman, bold, boldItalic, blackboard, script, fraktur, sansSerif, monospace

  /// The alphabet that a command such as `\mathbb` asks for.
  init?(command: String) {
    guard let alphabet = Self.commands[command] else { return nil }
    self = alphabet
  }

  /// Whether letters that stand together are one name, as in `\mathrm{ReLU}`.
  var makesNames: Bool { self != .italic && self != .boldItalic && self != .blackboard }

  /// The letter or digit in this alphabet; itself where the alphabet has none.
  func letter(_ character: Character) -> String {
    guard let start = starts, let scalar = character.unicodeScalars.first, character.unicodeScalars.count == 1
    else { return String(character) }
    if let exception = Self.exceptions[self]?[character] { return exception }
    let code: UInt32? =
      switch character {
      case "A"..."Z": start.letters + scalar.value - 0x41
      case "a"..."z": start.letters + 26 + scalar.value - 0x61
      case "0"..."9": start.digits.map { $0 + scalar.value - 0x30 }
      case "Α"..."Ω": start.greek.map { $0 + scalar.value - 0x391 }
      case "α"..."ω": start.greek.map { $0 + 26 + scalar.value - 0x3B1 }
      default: nil
      }
    return code.flatMap(Unicode.Scalar.init).map { String(Character($0)) } ?? String(character)
  }

  /// Where its A, its 0 and its Α stand in Unicode's block of mathematical letters.
  private var starts: (letters: UInt32, digits: UInt32?, greek: UInt32?)? {
    switch self {
    case .italic, .roman: nil
    case .bold: (0x1D400, 0x1D7CE, 0x1D6A8)
    case .boldItalic: (0x1D468, 0x1D7CE, 0x1D71C)
    case .script: (0x1D49C, nil, nil)
    case .fraktur: (0x1D504, nil, nil)
    case .blackboard: (0x1D538, 0x1D7D8, nil)
    case .sansSerif: (0x1D5A0, 0x1D7E2, nil)
    case .monospace: (0x1D670, 0x1D7F6, nil)
    }
  }

  /// Letters that Unicode had before that block.
  private static let exceptions: [MathAlphabet: [Character: String]] = [
    .blackboard: ["C": "ℂ", "H": "ℍ", "N": "ℕ", "P": "ℙ", "Q": "ℚ", "R": "ℝ", "Z": "ℤ"],
    .script: [
      "B": "ℬ", "E": "ℰ", "F": "ℱ", "H": "ℋ", "I": "ℐ", "L": "ℒ", "M": "ℳ", "R": "ℛ", "e": "ℯ", "g": "ℊ", "o": "ℴ",
    ],
    .fraktur: ["C": "ℭ", "H": "ℌ", "I": "ℑ", "R": "ℜ", "Z": "ℨ"],
  ]

  private static let commands: [String: MathAlphabet] = [
    "mathrm": .roman, "rm": .roman, "mathup": .roman, "mathbf": .bold, "bf": .bold, "mathit": .italic, "it": .italic,
    "mathnormal": .italic, "boldsymbol": .boldItalic, "bm": .boldItalic, "mathbb": .blackboard, "Bbb": .blackboard,
    "mathcal": .script, "cal": .script, "mathscr": .script, "mathfrak": .fraktur, "mathsf": .sansSerif,
    "sf": .sansSerif, "mathtt": .monospace, "tt": .monospace,
  ]
}
