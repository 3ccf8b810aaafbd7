import Autograd
import JSONTree

/// A formula as the page typesets it: a tree in JSON that is made into MathML element by element, so that no text of a
/// learner is ever read as markup.
///
/// A number is itself. Everything else is an array that begins with what it is: `["v", n]` the variable of node n,
/// `["t", text]` another sign, `["r", …]` a row, in which plain strings are operators, `["()", a]` brackets, `["/", a, b]` a
/// fraction, `["^", a, b]` a power, `["f", name, …]` a function, `["sqrt", a]`, `["abs", a]`, `["at", a, "k"]` an element,
/// `["[]", a, relation]` Iverson's bracket.
struct PageFormula {
  /// The number of each variable, by how LaTeX writes it.
  let variables: [String: Int]

  /// The tree; nil of a formula with more symbols than are read at a glance.
  func tree(_ expression: Expression) -> JSONValue? {
    expression.size <= 120 ? node(expression) : nil
  }

  private func node(_ expression: Expression) -> JSONValue {
    switch expression.kind {
    case .number(let number): JSONValue.number(number, dtype: .float32)
    case .symbol(let latex): symbol(latex)
    case .sum(let a, let b): row(node(a), "+", b.isNegative ? bracketed(b) : node(b))
    case .difference(let a, let b): row(node(a), "−", within(.elementwiseProduct, b))
    case .negation(let a): row("−", within(.elementwiseProduct, a))
    case .product(let a, let b, true):
      row(within(.elementwiseProduct, a), "⊙", within(.elementwiseProduct, b))
    case .product(let a, let b, false): row(within(.product, a), "·", within(.product, b))
    case .fraction(let a, let b): tagged("/", node(a), node(b))
    case .power(let a, let b): tagged("^", within(.atom, a), node(b))
    case .transpose(let a): tagged("^", within(.atom, a), tagged("t", .string("⊤")))
    case .function(let name, let operands): .array([.string("f"), .string(Self.plain(name))] + operands.map(node))
    case .enclosed("\\sqrt{", let a, _): tagged("sqrt", node(a))
    case .enclosed("|", let a, _): tagged("abs", node(a))
    case .enclosed(_, let a, let right): tagged("at", node(a), .string(Self.plain(right)))
    case .truth(let a, let relation): tagged("[]", node(a), .string(Self.plain(relation)))
    }
  }

  private func symbol(_ latex: String) -> JSONValue {
    variables[latex].map { tagged("v", .integer($0)) } ?? tagged("t", .string(Self.plain(latex)))
  }

  private func within(_ least: Expression.Binding, _ expression: Expression) -> JSONValue {
    expression.binding < least ? bracketed(expression) : node(expression)
  }

  private func bracketed(_ expression: Expression) -> JSONValue { tagged("()", node(expression)) }
  private func row(_ parts: JSONValue...) -> JSONValue { .array([.string("r")] + parts) }
  private func tagged(_ name: String, _ parts: JSONValue...) -> JSONValue { .array([.string(name)] + parts) }

  /// The sign that a command of LaTeX stands for: `σ` for `\sigma`, `ReLU` for `\mathrm{ReLU}`.
  private static func plain(_ latex: String) -> String {
    let signs = [
      "\\sigma": "σ", "\\textstyle\\sum": "Σ", "\\in": "∈", "\\ge": "≥", "\\le": "≤", "\\ldots": "…",
      "\\mathbf": "", "\\mathrm": "", "\\operatorname": "", "\\times": "×",
    ]
    if let sign = signs[latex] { return sign }
    var words = latex.split(separator: " ").map(String.init)
    for place in words.indices {
      var word = words[place]
      if let command = word.firstIndex(where: { $0 == "{" }), let sign = signs[String(word[..<command])] {
        word = sign + word[command...]
      }
      word = signs[word] ?? word
      words[place] = String(word.drop { $0 == "\\" }.filter { !"{}_".contains($0) })
    }
    return words.joined(separator: " ")
  }
}
