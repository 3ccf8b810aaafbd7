/// The cells that have run, in order: what computed what.
package struct Journal: Sendable {
  private struct Entry: Sendable {
    let source: String
    let syntax: CellSyntax
    /// For each name that the cell mentions and does not declare, the entry that declared it last.
    let origins: [String: Int]
  }

  private var entries: [Entry] = []
  private var newest: [String: Int] = [:]

  package init() {}

  /// Adds a cell that has come to its end.
  package mutating func add(_ source: String, _ syntax: CellSyntax) {
    let declared = Set(syntax.declarations.map(\.name))
    var origins: [String: Int] = [:]
    for name in syntax.mentions where !declared.contains(name) { origins[name] = newest[name] }
    for name in declared { newest[name] = entries.count }
    entries.append(Entry(source: source, syntax: syntax, origins: origins))
  }

  /// The cells through which the variables `givens` determine the newest variables `results`, in the order in which they
  /// ran: what has to run again when the givens are others. A backward slice of the program (Weiser, "Program slicing",
  /// ICSE 1981), by whole cells.
  ///
  /// Cells that do not depend on the givens are left out, and so are those that only declare givens.
  package func slice(from givens: Set<String>, to results: [String]) -> [String] {
    let isDependent = dependence(on: givens)
    var included: Set<Int> = []
    var waiting = results.compactMap { givens.contains($0) ? nil : newest[$0] }
    while let index = waiting.popLast() {
      guard isDependent[index], included.insert(index).inserted else { continue }
      let entry = entries[index]
      waiting += entry.origins.filter { !givens.contains($0.key) }.map(\.value)
      // Later cells that change a variable of this one have their share in it.
      for name in Set(entry.syntax.declarations.map(\.name)).subtracting(givens) {
        for later in entries.indices.dropFirst(index + 1)
        where entries[later].origins[name] == index && entries[later].syntax.mutations.contains(name) {
          waiting.append(later)
        }
      }
    }
    return included.sorted().map { entries[$0].source }
  }

  /// Whether each entry mentions a given, or something that depends on one.
  private func dependence(on givens: Set<String>) -> [Bool] {
    var isDependent: [Bool] = []
    for entry in entries {
      isDependent.append(
        !entry.syntax.mentions.isDisjoint(with: givens) || entry.origins.values.contains { isDependent[$0] })
    }
    return isDependent
  }
}
