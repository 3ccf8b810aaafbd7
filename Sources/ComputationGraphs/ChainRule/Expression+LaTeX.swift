extension Expression {
  /// The formula in LaTeX, with no more brackets than it needs.
  ///
  /// - Throws: ``ComputationGraphError/formulaTooLong(most:)`` if it was given up.
  func latex() throws(ComputationGraphError) -> String {
    guard size <= Self.most else { throw .formulaTooLong(most: Self.most) }
    return text
  }

  /// How tightly the outermost step binds.
  enum Binding: Int, Comparable {
    case sum, elementwiseProduct, product, power, atom
    static func < (a: Binding, b: Binding) -> Bool { a.rawValue < b.rawValue }
  }

  var binding: Binding {
    switch kind {
    case .number(let number): number < 0 ? .sum : NumberNotation.latex(number).contains("\\times") ? .product : .atom
    case .symbol, .function, .enclosed, .truth: .atom
    case .sum, .difference, .negation: .sum
    case .product(_, _, let isElementwise): isElementwise ? .elementwiseProduct : .product
    case .fraction: .product
    case .power, .transpose: .power
    }
  }

  private var text: String {
    switch kind {
    case .number(let number): NumberNotation.latex(number)
    case .symbol(let latex): latex
    case .sum(let a, let b): "\(a.text) + \(b.isNegative ? b.bracketed : b.text)"
    case .difference(let a, let b): "\(a.text) - \(b.within(.elementwiseProduct))"
    case .negation(let a): "-\(a.within(.elementwiseProduct))"
    case .fraction(let a, let b): "\\frac{\(a.text)}{\(b.text)}"
    case .product(let a, let b, let isElementwise): Self.product(a, b, isElementwise)
    case .power(let a, let b): "\(a.within(.atom))^\(b.text.count == 1 ? b.text : "{\(b.text)}")"
    case .transpose(let a): "\(a.within(.atom))^\\top"
    case .function(let name, let operands): "\(name)(\(operands.map(\.text).joined(separator: ", ")))"
    case .enclosed(let left, let a, let right): left + a.text + right
    case .truth(let a, let relation): "[\(a.text) \(relation)]"
    }
  }

  /// The text, in brackets unless it binds at least so tightly.
  private func within(_ least: Binding) -> String { binding < least ? bracketed : text }

  private var bracketed: String { text.contains("\\frac") ? "\\left(\(text)\\right)" : "(\(text))" }

  /// Whether it begins with a minus sign.
  var isNegative: Bool {
    switch kind {
    case .number(let number): number < 0
    case .negation: true
    default: false
    }
  }

  private static func product(_ a: Expression, _ b: Expression, _ isElementwise: Bool) -> String {
    // Matrices are multiplied before elements are, as · is before +.
    if isElementwise { return "\(a.within(.elementwiseProduct)) \\odot \(b.within(.elementwiseProduct))" }
    let (left, right) = (a.within(.product), b.within(.product))
    // Two numbers side by side would be read as one.
    let needsDot = right.first?.isNumber ?? false
    return "\(left) \(needsDot ? "\\cdot " : "")\(right)"
  }
}
