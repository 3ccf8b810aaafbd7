/// Reads a formula of LaTeX into MathML.
///
/// What it reads is mathematics as authors of notebooks write it: scripts, fractions, roots, Greek, alphabets, accents,
/// braces, brackets that grow, matrices and aligned lines. It defines no macros. Anything else is an error, since a
/// formula that is half shown is a wrong one.
struct MathParser {
  /// How deep groups, arguments and environments may be nested. No formula for people comes near.
  static let greatestDepth = 64

  let text: [Character]
  var position = 0
  var alphabet = MathAlphabet.italic
  var depth: Int

  private init(_ text: [Character], depth: Int) { (self.text, self.depth) = (text, depth) }

  /// The formula, given without its dollars.
  ///
  /// - Throws: ``MathError``, with the place of what cannot be typeset.
  /// - Complexity: Linear in the length of the text.
  static func element(of latex: some StringProtocol) throws(MathError) -> MathElement {
    try element(of: Array(latex), depth: 0)
  }

  private static func element(of text: [Character], depth: Int) throws(MathError) -> MathElement {
    var parser = MathParser(text, depth: depth)
    let element = try parser.expression()
    if let next = parser.peek() { throw parser.error(.unexpected(parser.shown(next))) }
    return element
  }

  /// A formula within the words of `\text`.
  func inner(_ text: [Character]) throws(MathError) -> MathElement {
    try Self.element(of: text, depth: depth + 1)
  }

  // MARK: Rows

  /// Everything up to what ends it: a closing brace, the end of a cell, of an environment or of growing brackets, or
  /// the end of the text. What ends it is left to the caller.
  mutating func expression() throws(MathError) -> MathElement {
    var row = MathRow()
    let outer = alphabet
    defer { alphabet = outer }
    while let character = next(), !endsExpression(character) {
      if character == "\\", try changesStyle(&row) { continue }
      let atom = try atom()
      let function = atom.isFunction
      row.append(try scripted(atom), isFunction: function)
      if function { row.apply(toBracket: isBracketNext()) }
    }
    return row.element
  }

  func endsExpression(_ character: Character) -> Bool {
    if character == "}" || character == "&" { return true }
    guard character == "\\" else { return false }
    return ["\\", "cr", "newline", "end", "right", "middle"].contains(commandName(at: position))
  }

  /// Commands without an argument that change all that follows in their group.
  private mutating func changesStyle(_ row: inout MathRow) throws(MathError) -> Bool {
    let name = commandName(at: position)
    switch name {
    case "displaystyle": row.beginStyle(display: true)
    case "textstyle", "scriptstyle", "scriptscriptstyle": row.beginStyle(display: false)
    case "over":
      guard row.beginDenominator() else { throw error(.unexpected("\\over")) }
    case "rm", "bf", "it", "cal", "sf", "tt": alphabet = MathAlphabet(command: name) ?? alphabet
    case "limits", "nolimits", "nonumber", "notag", "allowbreak", "relax", "hline", "displaylimits": break
    default: return false
    }
    skipCommand(name)
    return true
  }

  private mutating func isBracketNext() -> Bool {
    guard let character = next() else { return true }
    guard character == "\\" else { return "([|)]},;&".contains(character) }
    let name = commandName(at: position)
    return MathSymbol.brackets[name] != nil || Self.bracketSizes[name] != nil
      || ["left", "right", "\\", "end", ",", "!"].contains(name)
  }

  // MARK: Scripts

  /// An element, and what its neighbours have to know of it.
  struct Atom {
    var element: MathElement
    /// Whether its bounds stand above and below it.
    var hasLimits = false
    var isFunction = false
  }

  /// The atom with what is raised and lowered behind it.
  private mutating func scripted(_ atom: Atom) throws(MathError) -> MathElement {
    var (atom, below, above) = (atom, MathElement?.none, [MathElement]())
    var isRaised = false
    while let character = next() {
      switch character {
      case "_", "^":
        guard character == "_" ? below == nil : !isRaised else { throw error(.doubleScript(character)) }
        position += 1
        let script = try argument(of: String(character))
        if character == "_" {
          below = script
        } else {
          above.append(script)
          isRaised = true
        }
      case "'":
        guard !isRaised else { throw error(.doubleScript("'")) }
        above.append(primes())
      case "\\" where commandName(at: position) == "limits":
        skipCommand("limits")
        atom = Atom(element: atom.element.with("movablelimits", "false"), hasLimits: true)
      case "\\" where commandName(at: position) == "nolimits":
        skipCommand("nolimits")
        atom.hasLimits = false
      default: return Self.scripted(atom, below, above)
      }
    }
    return Self.scripted(atom, below, above)
  }

  private static func scripted(_ atom: Atom, _ below: MathElement?, _ above: [MathElement]) -> MathElement {
    let (base, prefix) = (atom.element, atom.hasLimits ? "" : "s")
    switch (below, above.isEmpty ? nil : MathElement.row(above)) {
    case (nil, nil): return base
    case (let below?, nil): return .layout(atom.hasLimits ? "munder" : "msub", [base, below])
    case (nil, let above?): return .layout(atom.hasLimits ? "mover" : "msup", [base, above])
    case (let below?, let above?):
      return .layout(prefix.isEmpty ? "munderover" : "msubsup", [base, below, above])
    }
  }

  private mutating func primes() -> MathElement {
    let start = position
    while peek() == "'" { position += 1 }
    let count = position - start
    return .sign(count < 5 ? ["′", "″", "‴", "⁗"][count - 1] : String(repeating: "′", count: count))
  }

  // MARK: The text

  func peek(_ distance: Int = 0) -> Character? {
    position + distance < text.count ? text[position + distance] : nil
  }

  /// The next character that is not space.
  mutating func next() -> Character? {
    while let character = peek(), character.isWhitespace { position += 1 }
    return peek()
  }

  /// The name of the command whose backslash stands here: letters, or one character.
  func commandName(at start: Int) -> String {
    var end = start + 1
    while end < text.count, text[end].isASCII, text[end].isLetter { end += 1 }
    return String(text[(start + 1)..<max(end, min(start + 2, text.count))])
  }

  mutating func skipCommand(_ name: String) { position += 1 + name.count }

  func error(_ kind: MathError.Kind) -> MathError { MathError(kind: kind, position: position + 1) }

  /// A character, or the command that begins with it.
  func shown(_ character: Character) -> String {
    character == "\\" ? "\\" + commandName(at: position) : String(character)
  }
}
