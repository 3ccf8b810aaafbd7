/// Reads statements about the parameters of a recurrent network, in LaTeX or in plain text.
struct StatementParser {
  let text: FormulaText
  let tokens: [FormulaToken]
  var position = 0
  private var depth = 0
  private(set) var statement = ParameterStatement()
  /// The two letters of an element's indices, while an equation between elements is read.
  var elementIndices: (row: String, column: String)?

  private static let parameters: Set<String> = ["U", "V", "W"]
  private static let letters: Set<Character> = Set("UVWTIABCDMPQRXYZN")

  private static let freeWords: Set<String> = ["any", "an", "arbitrary", "invertible", "some"]

  init(_ text: String) throws(FormulaError) {
    let shown = FormulaText(text.utf8.count > FormulaText.longest ? String(text.prefix(200)) : text)
    guard text.utf8.count <= FormulaText.longest else {
      throw FormulaError(
        .tooLong, at: 0, in: shown, "The statement has \(text.utf8.count) bytes.",
        expected: "at most \(FormulaText.longest); U, V, W and σ take a line")
    }
    // Statements may each stand between dollar signs of their own: the signs are only typography here.
    self.text = FormulaText(String(shown.characters.map { $0 == "$" || $0 == "`" ? " " : $0 }))
    tokens = try FormulaTokenizer(self.text, letters: Self.letters).tokens
  }

  mutating func parse() throws(FormulaError) -> ParameterStatement {
    while kind != .end {
      if isSeparator || isProse {
        position += 1
      } else {
        try equation()
      }
    }
    guard !statement.places.isEmpty else {
      throw error(.empty, "Nothing is stated here.", expected: "U = …, V = …, W = … and σ = …")
    }
    return statement
  }

  // MARK: Tokens

  var kind: FormulaToken.Kind { tokens[position].kind }
  func ahead(_ distance: Int) -> FormulaToken.Kind { tokens[min(position + distance, tokens.count - 1)].kind }
  var lastEnd: Int { position > 0 ? tokens[position - 1].range.upperBound : 0 }
  var spelling: String { text[tokens[position].range] }

  mutating func take(_ kind: FormulaToken.Kind) -> Bool {
    guard self.kind == kind else { return false }
    position += 1
    return true
  }

  func error(_ kind: FormulaError.Kind, _ problem: String, expected: String) -> FormulaError {
    FormulaError(kind, at: tokens[position].range.lowerBound, in: text, problem, expected: expected)
  }

  func unexpected(_ expected: String) -> FormulaError {
    kind == .end
      ? error(.syntax, "The statement ends too early.", expected: expected)
      : error(.syntax, "“\(spelling)” does not fit here.", expected: expected)
  }

  mutating func nested<Content>(
    _ content: (inout StatementParser) throws(FormulaError) -> Content
  ) throws(FormulaError) -> Content {
    guard depth < FormulaParser.deepest else {
      throw error(
        .tooDeep, "Brackets are nested deeper than \(FormulaParser.deepest) here.",
        expected: "a statement with fewer levels")
    }
    depth += 1
    let result = try content(&self)
    depth -= 1
    return result
  }

  private var isSeparator: Bool {
    switch kind {
    case .comma, .semicolon, .row, .colon, .column, .groupStart, .groupEnd: true
    default: false
    }
  }

  /// Words between statements say nothing; neither does a letter that nothing is said about.
  private var isProse: Bool {
    switch kind {
    case .word, .element, .mapsTo, .prime, .ellipsis: true
    case .letter: !isTarget
    default: false
    }
  }

  /// Whether an equation for the letter here follows.
  private var isTarget: Bool {
    guard case .letter(let name) = kind else { return false }
    if name == "σ" { return true }
    if Self.isRelation(ahead(1)) { return true }
    if ahead(1) == .subscripted { return Self.parameters.contains(name) || name == "h" }
    guard case .letter(let second) = ahead(1) else { return false }
    return Self.parameters.contains(name) && Self.parameters.contains(second) && Self.isRelation(ahead(2))
  }

  private static func isRelation(_ kind: FormulaToken.Kind) -> Bool { kind == .equals || kind == .word("is") }

  /// Whether another statement begins here, so that a product before it has ended.
  var beginsStatement: Bool {
    guard case .letter(let name) = kind else { return false }
    return Self.isRelation(ahead(1)) || name == "σ"
  }

  // MARK: Equations

  private mutating func equation() throws(FormulaError) {
    let start = tokens[position].range.lowerBound
    guard case .letter(let name) = kind else { throw unexpected("a statement like U = …, V = …, W = … or σ = …") }
    position += 1
    if name == "σ" { return try activation(from: start) }
    if name == "h" { return try initialState() }
    var targets = [name]
    var factor: String?
    if case .letter(let second) = kind, Self.isRelation(ahead(1)) {
      factor = second
      position += 1
    }
    elementIndices = kind == .subscripted ? try indices() : nil
    guard Self.isRelation(kind) else { throw unexpected("“=”") }
    position += 1
    while case .letter(let next) = kind, ahead(1) == .equals, factor == nil, elementIndices == nil {
      targets.append(next)
      position += 2
    }
    _ = take(.word("the"))
    if case .word(let word) = kind, Self.freeWords.contains(word) {
      // Any matrix will do, so nothing is defined; the words after it are prose.
      position += 1
      for target in targets { statement.places[target] = start..<lastEnd }
      return
    }
    let value = try sum()
    elementIndices = nil
    let place = start..<lastEnd
    if let factor {
      statement.product = (name, factor, value)
      for parameter in [name, factor] { statement.places[parameter] = place }
      return
    }
    for target in targets {
      guard target != "T", target != "I", target != "N" else {
        throw FormulaError(
          .name, at: start, in: text, "“\(target)” is given and cannot be chosen.", expected: "one of U, V, W and σ")
      }
      if let earlier = statement.matrices[target], earlier != value {
        throw FormulaError(
          .name, at: start, in: text, "“\(target)” is stated twice, and differently.",
          expected: "one statement for each")
      }
      statement.matrices[target] = value
      statement.places[target] = place
    }
  }

  /// h₀ = 0 is given; it may be repeated.
  private mutating func initialState() throws(FormulaError) {
    while kind != .end, !Self.isRelation(kind) { position += 1 }
    position = min(position + 1, tokens.count - 1)
    guard case .number("0") = kind else { throw unexpected("0: the initial state is given") }
    position += 1
  }

  /// The two indices of an element, `_{ij}` or `_{i,j}`.
  mutating func indices() throws(FormulaError) -> (row: String, column: String)? {
    guard take(.subscripted) else { return nil }
    guard take(.groupStart) else { throw unexpected("two indices in braces, like {ij}") }
    if case .word(let letters) = kind, letters.count == 2, ahead(1) == .groupEnd {
      position += 2
      return (String(letters.prefix(1)), String(letters.suffix(1)))
    }
    guard case .letter(let row) = kind else { throw unexpected("two indices, like ij") }
    position += 1
    _ = take(.comma)
    guard case .letter(let column) = kind else { throw unexpected("a second index") }
    position += 1
    guard take(.groupEnd) else { throw unexpected("“}”") }
    return (row, column)
  }

  // MARK: σ

  /// `σ = id`, `σ(x) = x`, `σ: x ↦ x`, `σ is the identity`, `σ = lambda x: x`.
  private mutating func activation(from start: Int) throws(FormulaError) {
    var argument: String?
    if take(.open(.round)) {
      argument = try argumentName()
      guard take(.close(.round)) else { throw unexpected("“)”") }
    }
    guard take(.equals) || take(.word("is")) || take(.colon) else { throw unexpected("“=” and the function that σ is") }
    if take(.letter("λ")) {
      argument = try argumentName()
      guard take(.colon) else { throw unexpected("“:”") }
    } else if case .letter(let name) = kind, ahead(1) == .mapsTo {
      argument = name
      position += 2
    }
    for article in ["the", "an", "a"] { _ = take(.word(article)) || take(.letter(article)) }
    let isNumber = if case .number = kind { true } else { kind == .minus }
    if isNumber || kind == argument.map(FormulaToken.Kind.letter) {
      statement.activation = .multiple(try multiple(of: argument))
    } else {
      statement.activation = try namedActivation()
    }
    statement.places["σ"] = start..<lastEnd
    skipRest()
  }

  private mutating func argumentName() throws(FormulaError) -> String {
    guard case .letter(let name) = kind else { throw unexpected("a letter for the argument, like x") }
    position += 1
    return name
  }

  private mutating func multiple(of argument: String?) throws(FormulaError) -> Double {
    var factor = take(.minus) ? -1.0 : 1
    if case .number(let digits) = kind {
      factor *= Double(digits) ?? 1
      position += 1
      _ = take(.times)
    }
    guard let argument, take(.letter(argument)) else { throw unexpected("the argument of σ") }
    if take(.plus) || take(.minus) || take(.superscript) || take(.slash) {
      position -= 1
      throw unexpected(Self.activations)
    }
    return factor
  }

  private static let activations = "the identity, ReLU, tanh, the sigmoid or softmax"

  private mutating func namedActivation() throws(FormulaError) -> StatedActivation {
    let name: String
    switch kind {
    case .word(let word): name = word.lowercased()
    case .letter("I"): name = "id"
    default: throw unexpected(Self.activations)
    }
    position += 1
    switch name {
    case "id", "identity", "linear": return .identity
    case "relu", "max": return .relu
    case "tanh": return .tanh
    case "sigmoid", "logistic": return .sigmoid
    case "softmax": return .softmax
    default:
      position -= 1
      throw error(.name, "“\(spelling)” is not a function that can be σ here.", expected: Self.activations)
    }
  }

  /// What follows the name of σ says it again: `identity function`, `max(0, x)`.
  private mutating func skipRest() {
    if case .open(let bracket) = kind {
      while kind != .end, kind != .close(bracket) { position += 1 }
      _ = take(.close(bracket))
    }
    while case .word(let word) = kind, word != "and" { position += 1 }
  }
}
