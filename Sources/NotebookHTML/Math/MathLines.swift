extension MathElement {
  /// A displayed formula that is wider than a page, set in lines that begin with their sign, as authors break them:
  /// MathML Core breaks no lines itself, and what sticks out is lost on paper. A formula that fits is itself.
  ///
  /// - Parameter width: How wide a line may be, in em.
  func broken(toWidth width: Double) -> MathElement {
    guard case .children(let parts) = content, name == "mrow", self.width > width else { return self }
    var lines: [[MathElement]] = [[]]
    var filled = 0.0
    // From sign to sign nothing is parted.
    var terms: [[MathElement]] = [[]]
    for part in parts {
      if part.isBreak, terms.last?.isEmpty == false { terms.append([]) }
      terms[terms.count - 1].append(part)
    }
    for term in terms {
      let added = term.map(\.width).reduce(0, +)
      if filled > 0, filled + added > width {
        lines.append([])
        filled = 0
      }
      // At the beginning of a line a sign would stand close to what follows.
      lines[lines.count - 1] +=
        filled == 0 && lines.count > 1 ? [term[0].with("form", "infix")] + term.dropFirst() : term
      filled += added
    }
    guard lines.count > 1 else { return self }
    let rows = lines.map { MathElement.layout("mtr", [.layout("mtd", [.row($0)])]) }
    return .layout("mtable", rows, ["class": "lines", "displaystyle": "true"])
  }

  private var isBreak: Bool { name == "mo" && ["+", "−", "±", "=", "≤", "≥", "≈", "≡", "⟹", "⇒"].contains(text) }

  /// About how wide the element is, in em: what matters is when a line is full.
  private var width: Double {
    switch content {
    case .text(let text): return name == "mo" ? 0.9 : 0.55 * Double(text.count)
    case .children(let children):
      let widths = children.map(\.width)
      switch name {
      case "mfrac", "munder", "mover", "munderover": return (widths.max() ?? 0) + 0.2
      case "msub", "msup", "msubsup":
        return (widths.first ?? 0) + 0.7 * (widths.dropFirst().max() ?? 0)
      case "mtable": return widths.max() ?? 0
      case "mspace": return 1
      case "annotation": return 0
      default: return widths.reduce(0, +) + (name == "mtd" ? 1 : 0)
      }
    }
  }
}
