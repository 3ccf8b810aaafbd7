extension FormulaTokenizer {
  /// Signs, the longer spellings first.
  static let signs: [(String, FormulaToken.Kind)] = [
    ("...", .ellipsis), ("…", .ellipsis), ("⋯", .ellipsis), ("..<", .range), ("..", .range), ("->", .mapsTo),
    ("→", .mapsTo), ("↦", .mapsTo), ("<=", .lessOrEqual), ("≤", .lessOrEqual), ("⩽", .lessOrEqual), ("<", .less),
    (">=", .greaterOrEqual), ("≥", .greaterOrEqual), ("⩾", .greaterOrEqual), (">", .greater), (":=", .equals),
    ("==", .equals), ("=", .equals), ("∈", .element), ("+", .plus), ("-", .minus), ("−", .minus), ("–", .minus),
    ("**", .superscript), ("*", .times), ("·", .times), ("⋅", .times), ("×", .times), ("∗", .times), ("⊙", .times),
    ("•", .times), ("∘", .times), ("@", .times), ("/", .slash), ("÷", .slash), ("^", .superscript),
    ("_", .subscripted), ("'", .prime), ("′", .prime), ("’", .prime), ("(", .open(.round)), (")", .close(.round)),
    ("[", .open(.square)), ("]", .close(.square)), (",", .comma), (";", .semicolon), (":", .colon), ("∂", .partial),
    ("∇", .nabla), ("∑", .series(.sum)), ("∏", .series(.product)), ("⊤", .transpose), (".", .semicolon),
  ]

  /// Words that are no product of names.
  static let words: [String: FormulaToken.Kind] = [
    "sum": .series(.sum), "prod": .series(.product), "product": .series(.product), "partial": .partial,
    "to": .word("to"), "from": .word("from"), "for": .word("for"), "in": .element, "and": .word("and"),
    "over": .word("over"), "of": .word("of"), "is": .word("is"),
  ]

  /// A letter in its plain form: mathematical alphabets (U+1D400 to U+1D6A3) are typefaces of the Latin one.
  static func letter(_ character: Character) -> Character? {
    guard let scalar = character.unicodeScalars.first, character.unicodeScalars.count == 1 else { return nil }
    switch scalar.value {
    case 0x41...0x5A, 0x61...0x7A: return character
    case 0x210E: return "h"
    case 0x1D400...0x1D6A3:
      let place = (scalar.value - 0x1D400) % 52
      return Unicode.Scalar(place < 26 ? 0x41 + place : 0x61 + place - 26).map { Character($0) }
    case 0x0391...0x03C9, 0x2113: return character
    default: return nil
    }
  }

  /// A raised or lowered character as the token it stands for.
  static func script(_ character: Character) -> (kind: FormulaToken.Kind, isRaised: Bool)? {
    guard let scalar = character.unicodeScalars.first, character.unicodeScalars.count == 1 else { return nil }
    switch scalar.value {
    case 0x2080...0x2089: return (.number(String(scalar.value - 0x2080)), false)
    case 0x208A: return (.plus, false)
    case 0x208B: return (.minus, false)
    case 0x2070, 0x2074...0x2079: return (.number(String(scalar.value - 0x2070)), true)
    case 0xB2, 0xB3: return (.number(String(scalar.value - 0xB0)), true)
    case 0xB9: return (.number("1"), true)
    case 0x207A: return (.plus, true)
    case 0x207B: return (.minus, true)
    default:
      if let letter = lowered[character] { return (.letter(letter), false) }
      return raised[character].map { ($0 == "T" ? .transpose : .letter($0), true) }
    }
  }

  private static let lowered: [Character: String] = [
    "ₜ": "t", "ₖ": "k", "ⱼ": "j", "ᵢ": "i", "ₙ": "n", "ₘ": "m", "ₛ": "s", "ₗ": "l", "ᵣ": "r", "ₚ": "p",
  ]

  private static let raised: [Character: String] = ["ᵀ": "T", "ᵗ": "t", "ⁿ": "n", "ᴺ": "N", "ᵏ": "k"]
}
