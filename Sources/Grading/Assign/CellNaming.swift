import NotebookFormat

/// Names of cells that are the same from run to run.
enum CellNaming {
  /// `cells`, each with a name of its own: the one it has, if that is a name of nbformat's and no earlier cell's; else one
  /// by its number.
  ///
  /// A name made of the text would tell something about a solution.
  static func named(_ cells: [Cell]) -> [Cell] {
    let given = Set(cells.compactMap(\.id))
    var used: Set<String> = []
    return cells.enumerated().map { index, cell in
      var cell = cell
      if let id = cell.id, isValid(id), used.insert(id).inserted { return cell }
      let id = free("cell-\(index + 1)", among: given.union(used))
      used.insert(id)
      cell.id = id
      return cell
    }
  }

  /// `name`, or with the first number behind it that makes it none of `used`.
  static func free(_ name: String, among used: Set<String>) -> String {
    guard used.contains(name) else { return name }
    return (2...).lazy.map { "\(name)-\($0)" }.first { !used.contains($0) } ?? name
  }

  /// nbformat's rule (format 4.5): 1 to 64 ASCII letters, digits, `-` and `_`.
  private static func isValid(_ id: String) -> Bool {
    (1...64).contains(id.utf8.count)
      && id.unicodeScalars.allSatisfy {
        "a"..."z" ~= $0 || "A"..."Z" ~= $0 || "0"..."9" ~= $0 || $0 == "-" || $0 == "_"
      }
  }
}
