extension FormulaParser {
  /// An index with its bounds.
  private struct IndexRange {
    var variable: String
    var lower: Int
    var upper: Int
  }

  /// A sum or product over an index, and the factors after it that do not belong to it.
  ///
  /// A sum reaches to the end of its product. A product Π reaches as far as factors mention its index, so that
  /// `\prod_{j=k+1}^{t} \frac{∂h_j}{∂h_{j-1}} \frac{∂h_k}{∂U}` says what everyone reads in it.
  ///
  /// - Returns: the factors, and whether more may follow: `sum(t=1..N, …)` is closed by its bracket.
  mutating func series(_ operation: SeriesOperator) throws(FormulaError) -> (factors: [Int], isClosed: Bool) {
    let start = token.range.lowerBound
    position += 1
    if case .open(let bracket) = kind, startsRange(at: 1) {
      let opening = position
      position += 1
      let ranges = try indexRanges(functionForm: true)
      if take(.comma) || take(.semicolon) || take(.colon) {
        let body = try within(ranges) { parser throws(FormulaError) in try parser.expression() }
        try close(bracket, openedAt: opening)
        return ([nest(operation, ranges, over: body, start..<lastEnd)], true)
      }
      try close(bracket, openedAt: opening)
      return (try scoped(operation, ranges, from: start), false)
    }
    let ranges = try header()
    _ = take(.word("of")) || take(.colon)
    return (try scoped(operation, ranges, from: start), false)
  }

  /// Whether an index and a sign after it stand here, and no term.
  private func startsRange(at distance: Int) -> Bool {
    switch (ahead(distance), ahead(distance + 1)) {
    case (.letter(let name), let sign) where !names.isQuantity(name):
      [.equals, .less, .lessOrEqual, .greater, .greaterOrEqual, .element, .prime, .word("from")].contains(sign)
    case (.number, .less), (.number, .lessOrEqual): true
    default: false
    }
  }

  private mutating func scoped(
    _ operation: SeriesOperator, _ ranges: [IndexRange], from start: Int
  ) throws(FormulaError) -> [Int] {
    let bodyStart = token.range.lowerBound
    if kind == .minus || kind == .plus {
      // A sign right after the sum belongs to its first factor.
      let isNegative = kind == .minus
      position += 1
      let body = product(of: try within(ranges) { parser throws(FormulaError) in try parser.factors() })
      let signed = isNegative ? formula.add(.negation(body), bodyStart..<lastEnd) : body
      return [nest(operation, ranges, over: signed, start..<lastEnd)]
    }
    let rest = try within(ranges) { parser throws(FormulaError) in try parser.factors() }
    var count = rest.count
    if operation == .product {
      let variables = ranges.map(\.variable)
      count = max(1, 1 + (rest.lastIndex { factor in variables.contains { formula.mentions($0, in: factor) } } ?? 0))
    }
    let body = product(of: Array(rest[..<count]))
    return [nest(operation, ranges, over: body, start..<formula.nodes[body].range.upperBound)] + rest[count...]
  }

  /// Reads something in which the indices of these ranges are known.
  private mutating func within<Content>(
    _ ranges: [IndexRange], _ content: (inout FormulaParser) throws(FormulaError) -> Content
  ) throws(FormulaError) -> Content {
    bound += ranges.map(\.variable)
    let result = try content(&self)
    bound.removeLast(ranges.count)
    return result
  }

  private mutating func nest(
    _ operation: SeriesOperator, _ ranges: [IndexRange], over body: Int, _ place: Range<Int>
  ) -> Int {
    ranges.reversed().reduce(body) { body, range in
      formula.add(
        .series(
          .init(operation: operation, variable: range.variable, lower: range.lower, upper: range.upper, body: body)),
        place)
    }
  }

  // MARK: Bounds

  /// `_{t=1}^{N}` in either order, or ` t=1..N`, or ` over t from 1 to N`.
  private mutating func header() throws(FormulaError) -> [IndexRange] {
    var upper: Int?
    if kind == .superscript { upper = try upperBound() }
    guard kind == .subscripted else {
      _ = take(.word("over"))
      guard startsRange(at: 0) else {
        throw unexpected("the index and its bounds, like \(isPlain ? "(t=1..N, …)" : "_{t=1}^{N}")")
      }
      return try indexRanges(functionForm: false)
    }
    position += 1
    let opening = position
    var ranges: [IndexRange]
    if take(.groupStart) {
      ranges = try indexRanges(functionForm: false)
      try closeGroup(openedAt: opening)
    } else if kind == .open(.round) {
      position += 1
      ranges = try indexRanges(functionForm: false)
      try close(.round, openedAt: opening)
    } else {
      guard case .letter(let letter) = kind else { throw unexpected("the index, like t") }
      let start = token.range
      let variable = indexName(letter)
      let lower = take(.equals) ? try indexAtom() : formula.add(.number(Fraction(1)), start)
      ranges = [IndexRange(variable: variable, lower: lower, upper: formula.add(.name(FormulaNames.length), start))]
    }
    if kind == .superscript { upper = try upperBound() }
    if let upper { ranges[ranges.count - 1].upper = upper }
    return ranges
  }

  private mutating func upperBound() throws(FormulaError) -> Int {
    position += 1
    let opening = position
    guard take(.groupStart) else { return try indexAtom() }
    let bound = try expression()
    try closeGroup(openedAt: opening)
    return bound
  }

  /// `t=1`, `t=1..N`, `t=1,…,N`, `t=1 to N`, `t from 1 to N`, `t`, `t∈{1,…,N}`, `k<t`, `1≤k<t≤N`.
  private mutating func indexRanges(functionForm: Bool) throws(FormulaError) -> [IndexRange] {
    let start = token.range
    var items = [try expression()]
    if kind == .equals || kind == .element || kind == .word("from") {
      guard case .name(let variable) = formula.nodes[items[0]].kind else {
        throw FormulaError(
          .syntax, at: start.lowerBound, in: formula.text,
          "“\(formula.excerpt(items[0]))” cannot be the index of a sum or product.", expected: "a letter like t, k or j"
        )
      }
      let isSet = kind == .element
      position += 1
      let opening = position
      if isSet, kind != .open(.curly), kind != .groupStart { throw unexpected("a set like {1, …, N}") }
      if isSet { position += 1 }
      let lower = try expression()
      let upper = try rangeEnd(functionForm: functionForm) ?? formula.add(.name(FormulaNames.length), start)
      if isSet, tokens[opening].kind == .groupStart { try closeGroup(openedAt: opening) }
      if isSet, tokens[opening].kind != .groupStart { try close(.curly, openedAt: opening) }
      return [IndexRange(variable: variable, lower: lower, upper: upper)]
    }
    var relations: [FormulaToken.Kind] = []
    while [.less, .lessOrEqual, .greater, .greaterOrEqual].contains(kind) {
      relations.append(kind)
      position += 1
      items.append(try expression())
    }
    return try chain(items, relations, from: start)
  }

  /// What follows the lower bound: `..N`, `,…,N` or `to N`.
  private mutating func rangeEnd(functionForm: Bool) throws(FormulaError) -> Int? {
    if take(.range) || take(.ellipsis) || take(.word("to")) || take(.mapsTo) || take(.colon) { return try expression() }
    guard kind == .comma, ahead(1) == .ellipsis || ahead(1) == .range || !functionForm else { return nil }
    while take(.comma) || take(.ellipsis) || take(.range) {
      // 1, 2, …, N
      if case .number = kind, ahead(1) == .comma { position += 1 }
    }
    return try expression()
  }

  /// Bounds from a chain of comparisons. What is not bounded below begins at 1, above ends at N.
  private mutating func chain(
    _ items: [Int], _ relations: [FormulaToken.Kind], from start: Range<Int>
  ) throws(FormulaError) -> [IndexRange] {
    let isFalling = relations.contains { $0 == .greater || $0 == .greaterOrEqual }
    if isFalling, relations.contains(where: { $0 == .less || $0 == .lessOrEqual }) {
      throw FormulaError(
        .syntax, at: start.lowerBound, in: formula.text, "These comparisons point both ways.",
        expected: "an order like 1 ≤ k < t")
    }
    let ordered = isFalling ? items.reversed() : items
    let strict = (isFalling ? relations.reversed() : relations).map { $0 == .less || $0 == .greater }
    func name(_ item: Int) -> String? {
      if case .name(let name) = formula.nodes[item].kind, name != FormulaNames.length { name } else { nil }
    }
    // In k < t the t may come from an outer sum; in 1 ≤ k < t ≤ N both are indices of this one. A name at either end is
    // from outside if it was mentioned before.
    func isOuter(_ place: Int) -> Bool {
      guard let name = name(ordered[place]) else { return true }
      let isEnd = place == 0 || place == ordered.count - 1
      return bound.contains(name) || isEnd && formula.nodes[..<items[0]].contains { $0.kind == .name(name) }
    }
    var variables = ordered.indices.filter { !isOuter($0) }
    if variables.isEmpty {
      variables = ordered.indices.filter { name(ordered[$0]).map { !bound.contains($0) } ?? false }
    }
    guard !variables.isEmpty else {
      throw error(.syntax, "The index of the sum or product is missing.", expected: "an index like t=1")
    }
    var ranges: [IndexRange] = []
    for place in variables.reversed() {
      var upper = formula.add(.name(FormulaNames.length), start)
      if place + 1 < ordered.count { upper = strict[place] ? shifted(ordered[place + 1], by: -1) : ordered[place + 1] }
      var lower = formula.add(.number(Fraction(1)), start)
      if place > 0, !variables.contains(place - 1) {
        lower = strict[place - 1] ? shifted(ordered[place - 1], by: 1) : ordered[place - 1]
      }
      ranges.append(IndexRange(variable: name(ordered[place]) ?? "", lower: lower, upper: upper))
    }
    return ranges
  }

  private mutating func shifted(_ bound: Int, by shift: Int) -> Int {
    let range = formula.nodes[bound].range
    let one = formula.add(.number(Fraction(shift)), range)
    return formula.add(.sum([bound, one]), range)
  }
}
