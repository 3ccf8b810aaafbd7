/// A command of LaTeX that stands for one sign or one name.
enum MathSymbol: Equatable {
  /// A slanted letter.
  case letter(String)
  /// An upright sign that stands for a thing: `∞`, `∂`, `Γ`.
  case constant(String)
  /// An operator or a relation between things.
  case sign(String)
  /// `\sum`: grown in displayed formulas, its bounds above and below there, where it has them at all.
  case large(String, limits: Bool)
  /// `\log`, `\max`: a name with what it is applied to behind it.
  case function(String, limits: Bool)
  /// A bracket that `\left` and `\right` can make grow.
  case bracket(String)
  /// Space, in eighteenths of an em.
  case space(Double)

  init?(command: String) {
    if let text = Self.letters[command] {
      self = .letter(text)
    } else if let text = Self.constants[command] {
      self = .constant(text)
    } else if let text = Self.signs[command] {
      self = .sign(text)
    } else if let text = Self.larges[command] {
      self = .large(text, limits: !text.contains { "∫∬∭∮".contains($0) })
    } else if let text = Self.limitFunctions[command] {
      self = .function(text, limits: true)
    } else if Self.functions.contains(command) {
      self = .function(command, limits: false)
    } else if let text = Self.brackets[command] {
      self = .bracket(text)
    } else if let width = Self.spaces[command] {
      self = .space(width)
    } else {
      return nil
    }
  }

  private static let letters = [
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε", "zeta": "ζ", "eta": "η",
    "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ",
    "omicron": "ο", "pi": "π", "varpi": "ϖ", "rho": "ρ", "varrho": "ϱ", "sigma": "σ", "varsigma": "ς", "tau": "τ",
    "upsilon": "υ", "phi": "ϕ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "ell": "ℓ", "imath": "ı",
    "jmath": "ȷ", "hbar": "ℏ",
  ]

  private static let constants = [
    "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Upsilon": "Υ",
    "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω", "partial": "∂", "nabla": "∇", "infty": "∞", "emptyset": "∅",
    "varnothing": "∅", "top": "⊤", "bot": "⊥", "intercal": "⊺", "prime": "′", "dag": "†", "dagger": "†", "Re": "ℜ",
    "Im": "ℑ", "aleph": "ℵ", "angle": "∠", "checkmark": "✓", "square": "□", "blacksquare": "■", "degree": "°",
    "dots": "…", "ldots": "…", "dotsc": "…", "dotso": "…", "cdots": "⋯", "dotsb": "⋯", "dotsm": "⋯", "dotsi": "⋯",
    "vdots": "⋮", "ddots": "⋱", "%": "%", "$": "$", "#": "#", "&": "&", "_": "_",
    "copyright": "©", "pounds": "£", "S": "§", "clubsuit": "♣", "complement": "∁",
  ]

  private static let signs = [
    "cdot": "⋅", "times": "×", "ast": "∗", "star": "⋆", "circ": "∘", "bullet": "∙", "odot": "⊙", "otimes": "⊗",
    "oplus": "⊕", "ominus": "⊖", "div": "÷", "pm": "±", "mp": "∓", "cap": "∩", "cup": "∪", "wedge": "∧", "land": "∧",
    "vee": "∨", "lor": "∨", "setminus": "∖", "le": "≤", "leq": "≤", "leqslant": "⩽", "ge": "≥", "geq": "≥",
    "geqslant": "⩾", "lt": "<", "gt": ">", "ll": "≪", "gg": "≫", "ne": "≠", "neq": "≠", "equiv": "≡", "sim": "∼",
    "simeq": "≃", "approx": "≈", "cong": "≅", "propto": "∝", "in": "∈", "notin": "∉", "ni": "∋", "subset": "⊂",
    "subseteq": "⊆", "supset": "⊃", "supseteq": "⊇", "mid": "∣", "nmid": "∤", "parallel": "∥", "perp": "⊥",
    "to": "→", "rightarrow": "→", "longrightarrow": "⟶", "leftarrow": "←", "gets": "←", "longleftarrow": "⟵",
    "leftrightarrow": "↔", "Rightarrow": "⇒", "Longrightarrow": "⟹", "implies": "⟹", "Leftarrow": "⇐",
    "impliedby": "⟸", "Leftrightarrow": "⇔", "iff": "⟺", "mapsto": "↦", "longmapsto": "⟼", "uparrow": "↑",
    "downarrow": "↓", "nearrow": "↗", "searrow": "↘", "hookrightarrow": "↪", "rightsquigarrow": "⇝", "colon": ":",
    "coloneqq": "≔", "forall": "∀", "exists": "∃", "nexists": "∄", "neg": "¬", "lnot": "¬", "therefore": "∴",
    "because": "∵", "vdash": "⊢", "models": "⊨", "doteq": "≐", "triangleq": "≜", "prec": "≺", "succ": "≻",
  ]

  private static let larges = [
    "sum": "∑", "prod": "∏", "coprod": "∐", "bigcup": "⋃", "bigcap": "⋂", "bigoplus": "⨁", "bigotimes": "⨂",
    "bigodot": "⨀", "bigvee": "⋁", "bigwedge": "⋀", "int": "∫", "iint": "∬", "iiint": "∭", "oint": "∮",
  ]

  private static let limitFunctions = [
    "lim": "lim", "limsup": "lim\u{2009}sup", "liminf": "lim\u{2009}inf", "max": "max", "min": "min", "sup": "sup",
    "inf": "inf", "argmax": "arg\u{2009}max", "argmin": "arg\u{2009}min", "det": "det", "gcd": "gcd", "Pr": "Pr",
  ]

  private static let functions: Set<String> = [
    "sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh", "coth", "exp",
    "log",
    "ln", "lg", "arg", "deg", "dim", "hom", "ker",
  ]

  static let brackets = [
    "{": "{", "}": "}", "lbrace": "{", "rbrace": "}", "langle": "⟨", "rangle": "⟩", "lvert": "|", "rvert": "|",
    "vert": "|", "|": "‖", "Vert": "‖", "lVert": "‖", "rVert": "‖", "lfloor": "⌊", "rfloor": "⌋", "lceil": "⌈",
    "rceil": "⌉", "lbrack": "[", "rbrack": "]", "lparen": "(", "rparen": ")", "backslash": "\\", "uparrow": "↑",
    "downarrow": "↓",
  ]

  private static let spaces: [String: Double] = [
    ",": 3, "thinspace": 3, ":": 4, ">": 4, "medspace": 4, ";": 5, "thickspace": 5, "!": -3, "negthinspace": -3,
    " ": 6, "\n": 6, "quad": 18, "qquad": 36, "enspace": 9,
  ]
}
