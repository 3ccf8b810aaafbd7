/// A row of a formula while it is read: what is in it, and what style and fraction it became.
struct MathRow {
  private var elements: [MathElement] = []
  private var numerator: MathElement?
  /// From where on another style holds.
  private var style: (start: Int, display: Bool)?

  mutating func append(_ element: MathElement, isFunction: Bool) {
    // As TeX sets it: a name is set off from a factor before it.
    if isFunction, let last = elements.last, last.isFactor { elements.append(.space(3)) }
    elements.append(element.isSign && !(elements.last?.isOperand ?? true) ? element.with("form", "prefix") : element)
  }

  /// Says that a function is applied to what follows: heard by screen readers, and set off unless a bracket does it.
  mutating func apply(toBracket: Bool) {
    elements.append(.token("mo", "\u{2061}"))
    if !toBracket { elements.append(.space(3)) }
  }

  mutating func beginStyle(display: Bool) {
    endStyle()
    style = (elements.count, display)
  }

  /// `a \over b`: what was read is above, what comes is below.
  ///
  /// - Returns: Whether this is the first in its group; TeX takes no second.
  mutating func beginDenominator() -> Bool {
    guard numerator == nil else { return false }
    endStyle()
    numerator = .row(elements)
    elements = []
    return true
  }

  /// The row as one element.
  var element: MathElement {
    var row = self
    row.endStyle()
    let whole = MathElement.row(row.elements)
    return numerator.map { .layout("mfrac", [$0, whole]) } ?? whole
  }

  private mutating func endStyle() {
    guard let (start, display) = style else { return }
    let styled = MathElement.layout("mstyle", Array(elements[start...]), ["displaystyle": "\(display)"])
    elements.replaceSubrange(start..., with: [styled])
    style = nil
  }
}

extension MathElement {
  /// A sign that stands close to what follows unless something stands before it.
  fileprivate var isSign: Bool { name == "mo" && ["+", "−", "±", "∓"].contains(text) }

  fileprivate var isOperand: Bool { name != "mo" && name != "mspace" || [")", "]", "}", "|", "!", "‖"].contains(text) }

  fileprivate var isFactor: Bool {
    switch name {
    case "mi", "mn", "msub", "msup", "msubsup", "mfrac", "msqrt": true
    case "mo": [")", "]", "}"].contains(text)
    default: false
    }
  }
}
