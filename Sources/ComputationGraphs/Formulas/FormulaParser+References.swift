extension FormulaParser {
  /// A quantity that is no part of a derivative.
  mutating func quantity() throws(FormulaError) -> Int {
    let reference = try reference(inDerivative: false)
    return formula.add(.quantity(reference), reference.range)
  }

  /// An index, with its primes: `t`, `k'`; what it stands for is known when the formula is worked out.
  mutating func index(_ letter: String) throws(FormulaError) -> Int {
    let start = token.range.lowerBound
    let name = indexName(letter)
    if kind == .subscripted {
      throw FormulaError(
        .name, at: start, in: formula.text, "“\(name)” is not a quantity of this network.",
        expected: "one of \(names.list)")
    }
    return formula.add(.name(name), start..<lastEnd)
  }

  mutating func indexName(_ letter: String) -> String {
    position += 1
    var name = letter
    while take(.prime) { name += "'" }
    return name
  }

  /// A quantity with its index: `o_1`, `h_{t-1}`, `h₁`, `h1`, `h[t-1]`, `h^{(t)}`, `{h}_t`, or `U`.
  mutating func reference(
    inDerivative: Bool = true, needsIndex: Bool = true
  ) throws(FormulaError) -> Formula.Reference {
    let start = token.range.lowerBound
    if kind == .groupStart {
      return try nested { parser throws(FormulaError) in
        let opening = parser.position
        parser.position += 1
        var reference = try parser.reference(inDerivative: inDerivative, needsIndex: parser.isIndexInside())
        try parser.closeGroup(openedAt: opening)
        if reference.index == nil { reference.index = try parser.index(of: reference.name, inDerivative: inDerivative) }
        return try parser.checked(reference, from: start, needsIndex: needsIndex)
      }
    }
    guard case .letter(let name) = kind, names.isQuantity(name) else {
      throw unexpected("a quantity, one of \(names.list)")
    }
    position += 1
    let index = try index(of: name, inDerivative: inDerivative)
    return try checked(
      Formula.Reference(name: name, index: index, range: start..<lastEnd), from: start, needsIndex: needsIndex)
  }

  /// Whether the index of the quantity in these braces stands in them too, not after them.
  private func isIndexInside() -> Bool { ahead(1) != .groupEnd }

  private func checked(
    _ reference: Formula.Reference, from start: Int, needsIndex: Bool
  ) throws(FormulaError) -> Formula.Reference {
    var reference = reference
    reference.range = start..<lastEnd
    let hasIndex = names.hasIndex(reference.name)
    if reference.index != nil, !hasIndex {
      throw FormulaError(
        .name, at: start, in: formula.text,
        reference.name == names.loss
          ? "“\(reference.name)” has no index: it is the loss of all steps together."
          : "“\(reference.name)” has no index: the parameter is the same at every step.",
        expected: "\(reference.name) alone")
    }
    if reference.index == nil, hasIndex, needsIndex {
      throw FormulaError(
        .name, at: lastEnd, in: formula.text, "“\(reference.name)” does not say of which step it is.",
        expected: "an index, like \(reference.name)_1 or \(reference.name)_t")
    }
    return reference
  }

  /// What follows a letter as its index, if anything does.
  private mutating func index(of name: String, inDerivative: Bool) throws(FormulaError) -> Int? {
    switch kind {
    case .subscripted:
      position += 1
      return try subscriptIndex(inDerivative: inDerivative)
    case .superscript where names.hasIndex(name) && ahead(1) == .groupStart && ahead(2) == .open(.round):
      position += 3
      let index = try expression()
      guard take(.close(.round)), take(.groupEnd) else { throw unexpected("“)}” after the index") }
      return index
    case .open(.square) where names.hasIndex(name) && token.range.lowerBound == lastEnd:
      let opening = position
      position += 1
      let index = try expression()
      try close(.square, openedAt: opening)
      return index
    case .number where names.hasIndex(name) && token.range.lowerBound == lastEnd: return try indexAtom()
    case .letter(let letter)
    where names.hasIndex(name) && token.range.lowerBound == lastEnd && !names.isQuantity(letter) && letter != "d":
      return try indexAtom()
    default: return nil
    }
  }

  private mutating func subscriptIndex(inDerivative: Bool) throws(FormulaError) -> Int {
    let opening = position
    switch kind {
    case .groupStart:
      position += 1
      let index = try expression()
      if kind == .comma {
        throw error(.syntax, "The quantities of this network are scalars with one index.", expected: "“}”")
      }
      try closeGroup(openedAt: opening)
      return index
    case .open(.round):
      position += 1
      let index = try expression()
      try close(.round, openedAt: opening)
      return index
    case .number, .letter: return try looseIndex(inDerivative: inDerivative)
    default: throw unexpected("an index, like 1, t or {t-1}")
    }
  }

  /// An index without braces; in plain text `h_t-1` without spaces is the state before.
  private mutating func looseIndex(inDerivative: Bool) throws(FormulaError) -> Int {
    let start = token.range.lowerBound
    guard case .letter = kind else { return try indexAtom() }
    let index = try indexAtom()
    let isMinus = kind == .minus
    guard isPlain, inDerivative, isMinus || kind == .plus, token.range.lowerBound == lastEnd,
      case .number = ahead(1), tokens[position + 1].range.lowerBound == token.range.upperBound
    else { return index }
    position += 1
    var shift = try indexAtom()
    if isMinus { shift = formula.add(.negation(shift), formula.nodes[shift].range) }
    return formula.add(.sum([index, shift]), start..<lastEnd)
  }

  /// A number or the name of an index.
  mutating func indexAtom() throws(FormulaError) -> Int {
    if case .letter(let letter) = kind {
      let start = token.range.lowerBound
      let name = indexName(letter)
      return formula.add(.name(name), start..<lastEnd)
    }
    return try primary()
  }

  /// What a quantity is said to be a function of, in round brackets; nil for `(…)` and `(·)`, which say nothing.
  mutating func arguments() throws(FormulaError) -> [Formula.Argument]? {
    let opening = position
    position += 1
    var arguments: [Formula.Argument] = []
    repeat {
      if take(.ellipsis) {
        arguments.append(.ellipsis)
      } else if take(.times) {
        continue
      } else {
        let reference = try reference(needsIndex: false)
        arguments.append(
          reference.index == nil && names.hasIndex(reference.name) ? .every(reference.name) : .quantity(reference))
      }
    } while take(.comma) || take(.semicolon)
    try close(.round, openedAt: opening)
    return arguments.allSatisfy { $0 == .ellipsis } ? nil : arguments
  }
}
