import Autograd

/// A formula before it is written: what tests build, change and then have written in one of many ways.
indirect enum FormulaTree {
  /// ∂of/∂by; an index is an expression like `t-1`.
  case partial(String, String?, String, String?)
  case sum([FormulaTree])
  case product([FormulaTree])
  case series(String, String, FormulaTree, FormulaTree, FormulaTree)
  /// A bound or index by itself.
  case index(String)
  /// The part whose place in the text is wanted.
  case marked(FormulaTree)

  var isSum: Bool {
    switch self {
    case .sum(let terms): terms.count > 1
    case .marked(let tree): tree.isSum
    default: false
    }
  }

  var isSeries: Bool {
    switch self {
    case .series: true
    case .marked(let tree): tree.isSeries
    case .product(let factors): factors.last?.isSeries ?? false
    default: false
    }
  }
}

/// Writes formulas, in LaTeX or in plain text, with the choices that learners have made at random.
struct FormulaWriter {
  enum Style: CaseIterable { case latex, plain, unicode }

  let style: Style
  var generator: SeededGenerator
  private(set) var text = ""
  /// Where the marked part stands.
  private(set) var mark: Range<Int>?
  private let usesD: Bool
  private let usesArguments: Bool
  private let usesTypeface: Bool

  init(seed: UInt64, style: Style? = nil, usesArguments: Bool? = nil) {
    generator = SeededGenerator(seed: seed)
    let all = Style.allCases
    self.style = style ?? all[Int.random(in: 0..<all.count, using: &generator)]
    usesD = Bool.random(using: &generator) && self.style != .unicode
    self.usesArguments = usesArguments ?? (Int.random(in: 0..<4, using: &generator) == 0)
    usesTypeface = Bool.random(using: &generator)
  }

  private mutating func pick(_ choices: [String]) -> String {
    choices[Int.random(in: 0..<choices.count, using: &generator)]
  }
  private mutating func chance(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &generator) == 0 }

  mutating func write(_ tree: FormulaTree) {
    switch tree {
    case .partial(let of, let ofIndex, let by, let byIndex): partial((of, ofIndex), (by, byIndex))
    case .sum(let terms): sum(terms)
    case .product(let factors): product(factors)
    case .series(let sign, let variable, let lower, let upper, let body): series(sign, variable, lower, upper, body)
    case .index(let expression): text += expression
    case .marked(let tree):
      let start = text.count
      write(tree)
      mark = start..<text.count
    }
  }

  mutating func write(_ literal: String) { text += literal }

  // MARK: Derivatives

  private mutating func partial(_ of: (String, String?), _ by: (String, String?)) {
    let isLocal = of.0 != by.0 || by.1 == of.1.map { $0 + "-1" }
    let (above, below) = (quantity(of) + (isLocal ? arguments(of) : ""), quantity(by))
    let sign =
      style == .latex
      ? (usesD ? pick(["d", "\\mathrm{d}", "\\mathrm d "]) : "\\partial ") : usesD ? "d" : style == .plain ? "d" : "∂"
    if style == .latex, !chance(6) {
      text += "\\" + pick(["frac", "dfrac", "tfrac"]) + "{\(sign)\(above)}{\(sign)\(below)}"
    } else {
      text += "\(sign)\(above)/\(sign)\(below)"
    }
  }

  private mutating func quantity(_ quantity: (String, String?)) -> String {
    var name = quantity.0
    if style == .latex, usesTypeface, name != "L" { name = "\\mathbf{\(name)}" }
    guard let index = quantity.1 else { return name }
    switch style {
    case .latex: return name + "_" + (index.count == 1 && chance(2) ? index : "{\(index)}")
    case .plain:
      if Int(index) != nil, chance(3) { return name + index }
      return name + (index.count == 1 && chance(2) ? "_\(index)" : pick(["_{\(index)}", "_(\(index))", "[\(index)]"]))
    case .unicode:
      let lowered: [Character: String] = [
        "0": "₀", "1": "₁", "2": "₂", "3": "₃", "4": "₄", "5": "₅", "6": "₆", "t": "ₜ", "k": "ₖ", "j": "ⱼ", "i": "ᵢ",
        "s": "ₛ",
        "-": "₋", "+": "₊",
      ]
      let small = index.map { lowered[$0] }
      return small.contains(nil) ? name + "_{\(index)}" : name + small.compactMap(\.self).joined()
    }
  }

  /// The arguments of the numerator, of its own step.
  private mutating func arguments(_ quantity: (String, String?)) -> String {
    guard usesArguments, let index = quantity.1 else { return "" }
    switch quantity.0 {
    case "o": return "(" + ["W", self.quantity(("h", index))].joined(separator: ", ") + ")"
    case "h": return "(U, V, \(self.quantity(("h", index + "-1"))), \(self.quantity(("x", index))))"
    default: return ""
    }
  }

  // MARK: Sums and products

  private mutating func sum(_ terms: [FormulaTree]) {
    for (place, term) in terms.enumerated() {
      if place > 0 { text += pick([" + ", "+", " +\n"]) }
      write(term)
    }
  }

  private mutating func product(_ factors: [FormulaTree]) {
    let signs =
      style == .latex
      ? [" ", "\\cdot ", " \\times ", "\\,"] : style == .plain ? [" * ", "*", " "] : ["·", " ", " × "]
    let sign = pick(signs)
    for (place, factor) in factors.enumerated() {
      if place > 0 { text += sign }
      if factor.isSum || (factor.isSeries && place + 1 < factors.count) || chance(12) {
        bracketed(factor)
      } else {
        write(factor)
      }
    }
  }

  private mutating func bracketed(_ tree: FormulaTree) {
    let brackets =
      [("(", ")"), ("[", "]")]
      + (style == .latex
        ? [("\\left(", "\\right)"), ("\\left[", "\\right]"), ("\\bigl(", "\\bigr)"), ("\\Bigl\\{", "\\Bigr\\}")] : [])
    let (open, close) = brackets[Int.random(in: 0..<brackets.count, using: &generator)]
    // A mark is on what is in the bracket.
    text += open
    write(tree)
    text += close
  }

  private mutating func series(
    _ sign: String, _ variable: String, _ lower: FormulaTree, _ upper: FormulaTree, _ body: FormulaTree
  ) {
    let isFunction = style == .plain && chance(2)
    let name =
      style == .latex ? "\\" + sign : style == .plain ? sign : sign == "sum" ? pick(["Σ", "∑"]) : pick(["Π", "∏"])
    text += name
    if isFunction {
      text += "(\(variable)="
      write(lower)
      text += ".."
      write(upper)
      text += ", "
      write(body)
      text += ")"
      return
    }
    if style == .latex, chance(4) { text += "\\limits" }
    text += "_{\(variable)=" + pick(["", " "])
    write(lower)
    text += "}^{"
    write(upper)
    text += "} "
    if body.isSum { bracketed(body) } else { write(body) }
  }
}
