extension MathParser {
  /// What a command stands for.
  mutating func command() throws(MathError) -> Atom {
    let (name, start) = (commandName(at: position), position)
    skipCommand(name)
    if let symbol = MathSymbol(command: name) { return atom(of: symbol) }
    if let alphabet = MathAlphabet(command: name) { return Atom(element: try written(in: alphabet, name)) }
    if let mark = Self.marks[name] { return try marked(mark, name) }
    if let size = Self.bracketSizes[name] { return Atom(element: try sizedBracket(size, name)) }
    switch name {
    case "frac": return Atom(element: try fraction(name))
    case "dfrac", "cfrac", "tfrac":
      let display = name == "tfrac" ? "false" : "true"
      return Atom(element: .layout("mstyle", [try fraction(name)], ["displaystyle": display]))
    case "pdv", "dv": return Atom(element: try derivative(name))
    case "binom", "dbinom", "tbinom":
      let binomial = MathElement.layout(
        "mfrac", [try argument(of: "\\" + name), try argument(of: "\\" + name)], ["linethickness": "0"])
      return Atom(element: .layout("mrow", [.bracket("(", .prefix), binomial, .bracket(")", .postfix)]))
    case "sqrt": return Atom(element: try root())
    case "overset", "stackrel", "underset":
      let other = try argument(of: "\\" + name)
      let base = try argument(of: "\\" + name)
      return Atom(element: .layout(name == "underset" ? "munder" : "mover", [base, other]))
    case "xrightarrow", "xleftarrow":
      let words = try argument(of: "\\" + name)
      let arrow = MathElement.token("mo", name == "xrightarrow" ? "→" : "←", ["stretchy": "true"])
      return Atom(
        element: .layout("mover", [arrow, .layout("mpadded", [words], ["lspace": "0.4em", "width": "+0.8em"])]))
    case "text", "textrm", "textnormal", "mbox", "textbf", "textit", "texttt", "textsf":
      return Atom(element: try words(name))
    case "operatorname":
      let hasLimits = peek() == "*"
      if hasLimits { position += 1 }
      return function(try plainArgument(name), limits: hasLimits)
    case "mathop":
      return Atom(element: try argument(of: "\\mathop"), hasLimits: true)
    case "mathrel", "mathbin", "mathord", "mathopen", "mathclose", "mathpunct", "mathinner", "smash":
      return Atom(element: try argument(of: "\\" + name))
    case "left": return Atom(element: try growingBrackets(from: start))
    case "begin": return Atom(element: try environment(from: start))
    case "not": return Atom(element: try negated())
    case "bmod": return Atom(element: .token("mo", "mod", ["lspace": "0.22em", "rspace": "0.22em"]))
    case "pmod":
      let modulus = try argument(of: "\\pmod")
      let parts: [MathElement] = [.space(18), .sign("("), .token("mi", "mod"), .space(6), modulus, .sign(")")]
      return Atom(element: .layout("mrow", parts))
    case "boxed": return Atom(element: .layout("mrow", [try argument(of: "\\boxed")], ["class": "boxed"]))
    case "phantom", "hphantom", "vphantom":
      return Atom(element: .layout("mphantom", [try argument(of: "\\" + name)]))
    case "substack": return Atom(element: try substack())
    case "hspace", "mspace", "kern": return Atom(element: .space(try width(name)))
    case "tag": return Atom(element: .layout("mrow", [.space(36), .token("mtext", "(\(try plainArgument(name)))")]))
    case "label":
      _ = try plainArgument(name)
      return Atom(element: .row([]))
    default: throw MathError(kind: .unknownCommand(name), position: start + 1)
    }
  }

  private func atom(of symbol: MathSymbol) -> Atom {
    switch symbol {
    case .letter(let text): Atom(element: .identifier(alphabet == .boldItalic ? bold(text) : text))
    case .constant(let text):
      Atom(element: .identifier(alphabet == .boldItalic || alphabet == .bold ? bold(text) : text, upright: true))
    case .sign(let text): Atom(element: .sign(text))
    case .large(let text, let limits): Atom(element: .token("mo", text), hasLimits: limits)
    case .function(let name, let limits): function(name, limits: limits)
    case .bracket(let text): Atom(element: .unstretched(text))
    case .space(let width): Atom(element: .space(width))
    }
  }

  private func bold(_ text: String) -> String { text.map(alphabet.letter).joined() }

  private func function(_ name: String, limits: Bool) -> Atom {
    let element: MathElement =
      limits
      ? .token("mo", name, ["form": "prefix", "movablelimits": "true", "lspace": "0", "rspace": "0"])
      : .identifier(name, upright: true)
    return Atom(element: element, hasLimits: limits, isFunction: true)
  }

  private mutating func written(in alphabet: MathAlphabet, _ name: String) throws(MathError) -> MathElement {
    let outer = self.alphabet
    self.alphabet = alphabet
    defer { self.alphabet = outer }
    return try argument(of: "\\" + name)
  }

  private mutating func fraction(_ name: String) throws(MathError) -> MathElement {
    .layout("mfrac", [try argument(of: "\\" + name), try argument(of: "\\" + name)])
  }

  /// `\pdv{L}{U}`, as the package physics has it.
  private mutating func derivative(_ name: String) throws(MathError) -> MathElement {
    let sign = MathElement.identifier(name == "pdv" ? "∂" : "d", upright: true)
    let first = try argument(of: "\\" + name)
    guard next() == "{" else { return .layout("mfrac", [sign, .row([sign, first])]) }
    return .layout("mfrac", [.row([sign, first]), .row([sign, try argument(of: "\\" + name)])])
  }

  private mutating func root() throws(MathError) -> MathElement {
    guard next() == "[" else { return .layout("msqrt", [try argument(of: "\\sqrt")]) }
    let start = position
    var end = position + 1
    while end < text.count, text[end] != "]" { end += 1 }
    guard end < text.count else { throw MathError(kind: .unclosed("\\sqrt["), position: start + 1) }
    let index = try inner(Array(text[(start + 1)..<end]))
    position = end + 1
    return .layout("mroot", [try argument(of: "\\sqrt"), index])
  }

  /// `\not=`: a stroke through the sign that follows.
  private mutating func negated() throws(MathError) -> MathElement {
    let sign = try argument(of: "\\not")
    guard let text = sign.text else { throw error(.missingArgument("\\not")) }
    return .sign(text + "\u{338}")
  }

  // MARK: Marks

  /// What stands above or below a whole symbol.
  struct Mark {
    let sign: String
    var isBelow = false
    var isStretchy = false
    var takesLabel = false
    /// What the page's style sheet does for it, where fonts do not.
    var style: String?
  }

  private mutating func marked(_ mark: Mark, _ name: String) throws(MathError) -> Atom {
    let base = try argument(of: "\\" + name)
    let sign = MathElement.token("mo", mark.sign, ["stretchy": "\(mark.isStretchy)"])
    let element = MathElement.layout(mark.isBelow ? "munder" : "mover", [base, sign])
    // A brace stands over the middle of what it spans, an accent over the middle of its letter.
    if mark.takesLabel { return Atom(element: element, hasLimits: true) }
    let accented = element.with(mark.isBelow ? "accentunder" : "accent", "true")
    return Atom(element: mark.style.map { accented.with("class", $0) } ?? accented)
  }

  private static let marks: [String: Mark] = [
    "hat": Mark(sign: "^"), "widehat": Mark(sign: "\u{302}", isStretchy: true), "tilde": Mark(sign: "~"),
    "widetilde": Mark(sign: "~", isStretchy: true), "bar": Mark(sign: "¯"),
    "overline": Mark(sign: "¯", style: "overlined"), "vec": Mark(sign: "→", style: "vector"), "dot": Mark(sign: "˙"),
    "ddot": Mark(sign: "¨"), "check": Mark(sign: "ˇ"), "breve": Mark(sign: "˘"), "acute": Mark(sign: "´"),
    "grave": Mark(sign: "`"), "mathring": Mark(sign: "˚"), "overrightarrow": Mark(sign: "→", isStretchy: true),
    "overleftarrow": Mark(sign: "←", isStretchy: true),
    "underline": Mark(sign: "\u{332}", isBelow: true, isStretchy: true),
    "overbrace": Mark(sign: "⏞", isStretchy: true, takesLabel: true),
    "underbrace": Mark(sign: "⏟", isBelow: true, isStretchy: true, takesLabel: true),
  ]
}
