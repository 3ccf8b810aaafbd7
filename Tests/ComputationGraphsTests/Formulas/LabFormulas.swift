import Autograd

/// The lab's derivative of L by U in forms that all are right.
enum LabFormulas {
  static func loss(_ t: String) -> FormulaTree { .partial("L", nil, "o", t) }
  static func output(_ t: String) -> FormulaTree { .partial("o", t, "h", t) }
  static func input(_ t: String) -> FormulaTree { .partial("h", t, "U", nil) }

  static func step(_ t: String) -> FormulaTree {
    .partial("h", t, "h", Int(t).map { String($0 - 1) } ?? (t.hasSuffix("+1") ? String(t.dropLast(2)) : t + "-1"))
  }

  /// The factors of the path from U into step k, on to step t and out.
  static func path(_ k: Int, _ t: Int) -> [FormulaTree] {
    [loss("\(t)"), output("\(t)")] + (k..<t).reversed().map { step("\($0 + 1)") } + [input("\(k)")]
  }

  /// (k, t) of all paths of a length.
  static func paths(_ length: Int) -> [(k: Int, t: Int)] {
    (1...length).flatMap { t in (1...t).map { (k: $0, t: t) } }
  }

  /// A right formula for a length, factored in one of several ways, terms and factors in any order.
  static func form(_ length: Int, using generator: inout SeededGenerator) -> FormulaTree {
    switch Int.random(in: 0..<5, using: &generator) {
    case 0, 1:
      return .sum(
        paths(length).shuffled(using: &generator).map { .product(path($0.k, $0.t).shuffled(using: &generator)) })
    case 2:
      // By output.
      return .sum(
        (1...length).map { t in
          let inner = (1...t).map { k in
            FormulaTree.product((k..<t).reversed().map { step("\($0 + 1)") } + [input("\(k)")])
          }
          return .product([loss("\(t)"), output("\(t)"), .sum(inner)].shuffled(using: &generator))
        })
    case 3:
      // By input.
      return .sum(
        (1...length).map { k in
          let inner = (k...length).map { t in
            FormulaTree.product([loss("\(t)"), output("\(t)")] + (k..<t).reversed().map { step("\($0 + 1)") })
          }
          return .product([.sum(inner), input("\(k)")].shuffled(using: &generator))
        })
    default:
      // As back-propagation goes: what reaches h_t from above, then one step down.
      var above: FormulaTree = .product([loss("\(length)"), output("\(length)")])
      var terms: [FormulaTree] = [.product([above, input("\(length)")])]
      for t in (1..<max(length, 1)).reversed() {
        above = .sum([.product([loss("\(t)"), output("\(t)")]), .product([above, step("\(t + 1)")])])
        terms.append(.product([above, input("\(t)")].shuffled(using: &generator)))
      }
      return .sum(terms.shuffled(using: &generator))
    }
  }

  /// A right formula for any length, with the three indices named.
  static func generalForm(_ number: Int, _ t: String, _ k: String, _ j: String) -> FormulaTree {
    func sum(_ i: String, _ lower: String, _ upper: String, _ body: FormulaTree) -> FormulaTree {
      .series("sum", i, .index(lower), .index(upper), body)
    }
    let steps: FormulaTree = .series("prod", j, .index("\(k)+1"), .index(t), step(j))
    let between: FormulaTree = .partial("h", t, "h", k)
    let ends = [loss(t), output(t)]
    switch number {
    case 0:
      return sum(
        t, "1", "N", .product(ends + [.sum([input(t), sum(k, "1", "\(t)-1", .product([steps, input(k)]))])]))
    case 1: return sum(t, "1", "N", .product(ends + [sum(k, "1", t, .product([input(k), steps]))]))
    case 2: return sum(t, "1", "N", sum(k, "1", t, .product(ends + [between, input(k)])))
    case 3: return sum(k, "1", "N", .product([input(k), sum(t, k, "N", .product(ends + [steps]))]))
    case 4:
      return .sum([
        sum(t, "1", "N", .product(ends + [input(t)])),
        sum(t, "2", "N", .product(ends + [sum(k, "1", "\(t)-1", .product([input(k), steps]))])),
      ])
    case 5: return sum(t, "1", "N", .product(ends + [sum(k, "0", t, .product([steps, input(k)]))]))
    case 6:
      let shifted: FormulaTree = .series("prod", j, .index("\(t)-\(k)+1"), .index(t), step(j))
      return sum(t, "1", "N", .product(ends + [sum(k, "0", "\(t)-1", .product([shifted, input("\(t)-\(k)")]))]))
    default:
      let shifted: FormulaTree = .series("prod", j, .index(k), .index("\(t)-1"), step("\(j)+1"))
      return sum(k, "1", "N", sum(t, k, "N", .product(ends + [input(k), shifted])))
    }
  }

  static let generalForms = 8
}
