/// What a LaTeX command does to a formula.
enum LaTeXCommand: Equatable {
  /// Space, size and style: nothing.
  case nothing
  /// Nothing, and neither does its argument in braces: `\label{…}`, `\hspace{…}`.
  case nothingWithArgument
  /// `\left`, `\right`, `\bigl`, …: a bracket follows, or a dot for none.
  case bracketSize
  /// A typeface: what is in its braces counts as if it stood there without.
  case typeface
  case begin, end
  case token(FormulaToken.Kind)

  init?(name: String) {
    if let token = Self.tokens[name] {
      self = .token(token)
    } else if let letter = Self.greek[name] {
      self = .token(.letter(letter))
    } else if Self.ignored.contains(name) {
      self = .nothing
    } else if Self.ignoredWithArgument.contains(name) {
      self = .nothingWithArgument
    } else if Self.bracketSizes.contains(name) {
      self = .bracketSize
    } else if Self.typefaces.contains(name) {
      self = .typeface
    } else if name == "begin" {
      self = .begin
    } else if name == "end" {
      self = .end
    } else {
      return nil
    }
  }

  private static let tokens: [String: FormulaToken.Kind] = [
    "frac": .fraction(nil), "dfrac": .fraction(nil), "tfrac": .fraction(nil), "cfrac": .fraction(nil),
    "sfrac": .fraction(nil), "nicefrac": .fraction(nil), "pdv": .fraction(.partial), "dv": .fraction(.d),
    "partial": .partial, "nabla": .nabla, "sum": .series(.sum), "prod": .series(.product), "Sigma": .series(.sum),
    "Pi": .series(.product), "cdot": .times, "times": .times, "ast": .times, "odot": .times, "bullet": .times,
    "circ": .times, "star": .times, "le": .lessOrEqual, "leq": .lessOrEqual, "leqslant": .lessOrEqual, "lt": .less,
    "ge": .greaterOrEqual, "geq": .greaterOrEqual, "geqslant": .greaterOrEqual, "gt": .greater, "in": .element,
    "dots": .ellipsis, "ldots": .ellipsis, "cdots": .ellipsis, "dotsc": .ellipsis, "dotsb": .ellipsis,
    "{": .open(.curly), "}": .close(.curly), "lbrace": .open(.curly), "rbrace": .close(.curly),
    "lbrack": .open(.square), "rbrack": .close(.square), "lparen": .open(.round), "rparen": .close(.round),
    "top": .transpose, "intercal": .transpose, "prime": .prime, "mapsto": .mapsTo, "to": .mapsTo,
    "rightarrow": .mapsTo, "\\": .row, "cr": .row, "newline": .row, "colon": .colon, "equiv": .equals,
    "coloneqq": .equals, "max": .word("max"), "tanh": .word("tanh"), "exp": .word("exp"), "dag": .transpose,
  ]

  static let greek: [String: String] = [
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε", "zeta": "ζ", "eta": "η",
    "theta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ",
    "sigma": "σ", "tau": "τ", "upsilon": "υ", "phi": "φ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω",
    "ell": "ℓ", "imath": "i", "jmath": "j",
  ]

  private static let ignored: Set<String> = [
    ",", ";", ":", "!", " ", ">", "/", "quad", "qquad", "displaystyle", "textstyle", "scriptstyle",
    "scriptscriptstyle", "limits", "nolimits", "nonumber", "notag", "allowbreak", "thinspace", "medspace", "thickspace",
    "negthinspace", "hfill", "boxed", "large", "Large", "LARGE", "huge", "Huge", "normalsize", "small", "centering",
    "noindent", "rm", "bf", "it", "cal", "ensuremath", "mathstrut", "strut", "displaylimits", "mathop", "mathbin",
    "mathrel", "mathord", "mathopen", "mathclose", "smash",
  ]

  private static let ignoredWithArgument: Set<String> = [
    "label", "tag", "hspace", "vspace", "color", "textcolor", "phantom", "hphantom", "vphantom", "tag*", "hspace*",
    "vspace*", "mspace", "kern",
  ]

  private static let bracketSizes: Set<String> = [
    "left", "right", "middle", "big", "Big", "bigg", "Bigg", "bigl", "Bigl", "biggl", "Biggl", "bigr", "Bigr",
    "biggr", "Biggr", "bigm", "Bigm", "biggm", "Biggm",
  ]

  private static let typefaces: Set<String> = [
    "mathbf", "mathrm", "mathit", "mathsf", "mathtt", "mathcal", "mathbb", "mathscr", "mathfrak", "mathnormal",
    "boldsymbol", "bm", "pmb", "text", "textbf", "textrm", "textit", "textsf", "textup", "operatorname",
    "operatorname*", "vec", "bar", "hat", "tilde", "overline", "underline", "mbox", "textnormal", "emph", "symbf",
  ]

  /// Environments that only arrange a formula on the page; `array` and `alignat` take an argument first.
  static let layoutEnvironments: Set<String> = [
    "align", "aligned", "equation", "gather", "gathered", "array", "split", "multline", "displaymath", "math",
    "eqnarray", "flalign", "alignat", "alignedat", "center", "cases",
  ]

  /// Environments that hold a matrix.
  static let matrixEnvironments: Set<String> = ["matrix", "bmatrix", "pmatrix", "Bmatrix", "smallmatrix"]
}
