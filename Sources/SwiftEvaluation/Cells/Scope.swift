/// What the cells so far declare, and where the newest of each name is.
///
/// A value: a cell that fails leaves the scope before it, and a replay goes on from a copy.
package struct Scope: Sendable {
  /// Where a name was declared last.
  struct Entry: Sendable {
    let kind: DeclarationKind
    let cell: Int
    /// For functions: the overloads in `cell`, and older cells that have others.
    let signatures: Set<String>
    let older: [Int: Set<String>]
    let source: String
  }

  private struct ExtensionEntry: Sendable {
    let cell: Int
    let content: CellSyntax.Extension
    /// The cells that declare the extended type and the protocols.
    let concerns: Set<Int>
  }

  private struct CellEntry: Sendable {
    let module: String
    let hasOnlyExtensions: Bool
    /// Cells with types, extensions or operators that values of this cell may have to do with.
    let reach: Set<Int>
  }

  private(set) var names: [String: Entry] = [:]
  private(set) var imports: [String] = []
  /// The cells themselves.
  private(set) var journal = Journal()
  private var cells: [Int: CellEntry] = [:]
  private var extensions: [ExtensionEntry] = []
  private var operators: [String: Set<Int>] = [:]
  /// Cells with nothing but extensions that later cells replace; to open them too would make members ambiguous.
  private var obsolete: Set<Int> = []

  package init() {}

  /// The modules that a new cell may be the first to need the libraries of: what the cells so far import is loaded.
  func unloadedModules(for syntax: CellSyntax) -> [String] {
    let standard = ["Core", "_Concurrency", "_StringProcessing", "SwiftOnoneSupport"]
    let imported = syntax.imports.filter { !imports.contains($0) }.compactMap { line in
      line.split(separator: " ").last?.split(separator: ".").first.map(String.init)
    }
    return (cells.isEmpty ? standard : []) + imported
  }

  /// What a new cell has to import, and which cells that concerns.
  struct Preamble: Sendable {
    let lines: [String]
    let references: Set<Int>
  }

  /// The imports for a cell: the newest of every name that it mentions and does not replace, and what belongs to them.
  func preamble(for syntax: CellSyntax) -> Preamble {
    var lines = imports
    var references: Set<Int> = []
    var whole: Set<Int> = []
    let replaced = Set(syntax.declarations.filter { $0.kind != .function }.map(\.name))
    for name in syntax.mentions.subtracting(replaced).sorted() {
      for cell in operators[name] ?? [] { whole.insert(cell) }
      guard let entry = names[name] else { continue }
      references.insert(entry.cell)
      references.formUnion(entry.older.keys)
      if Self.isOperator(name) {
        whole.insert(entry.cell)
      } else if let module = cells[entry.cell]?.module {
        lines.append("@testable import \(entry.kind.rawValue) \(module).\(Self.quoted(name))")
      }
    }
    references.formUnion(whole)
    var opened = reach(of: references)
    var pending = extensions.filter { entry in !syntax.extensions.contains { entry.content.isReplaced(by: $0) } }
    var grows = true
    while grows {
      let matching = pending.indices.filter { concerns(pending[$0], syntax.mentions, opened) }
      grows = !matching.isEmpty
      for index in matching.reversed() {
        let entry = pending.remove(at: index)
        references.insert(entry.cell)
        opened.formUnion(reach(of: [entry.cell]))
      }
    }
    // An older overload is reached through the newer cell's re-export; its module must be open to be seen.
    for name in syntax.mentions { opened.formUnion(names[name].map { Set($0.older.keys) } ?? []) }
    for cell in opened.subtracting(obsolete).sorted() {
      guard let module = cells[cell]?.module else { continue }
      lines.append(
        whole.contains(cell) ? "@testable import \(module)" : "@testable import typealias \(module)._\(module)")
    }
    for cell in whole.subtracting(opened).sorted() {
      if let module = cells[cell]?.module { lines.append("@testable import \(module)") }
    }
    // A function that gets another overload hides the older ones of the same parameters by re-exporting the rest.
    for declaration in Set(syntax.declarations.filter { $0.kind == .function }.map(\.name)) {
      for cell in remainingOverloads(of: declaration, after: syntax).keys {
        if let module = cells[cell]?.module { lines.append("@_exported import \(module)") }
      }
    }
    return Preamble(lines: lines, references: references)
  }

  private func reach(of references: Set<Int>) -> Set<Int> {
    references.reduce(into: []) { $0.formUnion(cells[$1]?.reach ?? []) }
  }

  private func concerns(_ entry: ExtensionEntry, _ mentions: Set<String>, _ opened: Set<Int>) -> Bool {
    let content = entry.content
    return mentions.contains(content.type) || content.protocols.contains { mentions.contains($0) }
      || content.members.contains { mentions.contains($0) } || !entry.concerns.isDisjoint(with: opened)
  }

  /// Overloads of a function that stay visible beside those of a new cell, by the cells that hold them.
  private func remainingOverloads(of name: String, after syntax: CellSyntax) -> [Int: Set<String>] {
    guard let entry = names[name], entry.kind == .function else { return [:] }
    let new = Set(syntax.declarations.filter { $0.name == name }.map(\.signature))
    var remaining: [Int: Set<String>] = [:]
    for (cell, signatures) in entry.older.merging([entry.cell: entry.signatures], uniquingKeysWith: { $1 }) {
      let left = signatures.subtracting(new)
      if !left.isEmpty { remaining[cell] = left }
    }
    return remaining
  }

  /// The newest declarations as one text, each once, in the order of their cells.
  var declarations: String {
    let newest = Dictionary(grouping: names.values, by: \.cell).sorted { $0.key < $1.key }
    var lines = imports
    for (cell, entries) in newest {
      var seen: Set<String> = []
      lines += entries.map(\.source).sorted().filter { seen.insert($0).inserted }
      lines += extensions.filter { $0.cell == cell }.map(\.content.source)
    }
    let others = Set(extensions.map(\.cell)).subtracting(newest.map(\.key))
    lines += extensions.filter { others.contains($0.cell) }.map(\.content.source)
    return lines.joined(separator: "\n")
  }

  /// Adds what a cell that has come to its end declares.
  mutating func add(
    _ syntax: CellSyntax, source: String = "", cell: Int, module: String, references: Set<Int>
  ) {
    journal.add(source, syntax)
    let declared = Dictionary(grouping: syntax.declarations, by: \.name)
    let concerned = syntax.extensions.map { content in
      Set(([content.type] + content.protocols).compactMap { names[$0]?.cell })
    }
    for (name, declarations) in declared {
      guard let last = declarations.last else { continue }
      names[name] = Entry(
        kind: last.kind, cell: cell, signatures: Set(declarations.map(\.signature)),
        older: last.kind == .function ? remainingOverloads(of: name, after: syntax) : [:],
        source: declarations.map(\.source).joined(separator: "\n"))
    }
    for name in syntax.operators { operators[name, default: []].insert(cell) }
    for line in syntax.imports where !imports.contains(line) { imports.append(line) }
    for (content, concerns) in zip(syntax.extensions, concerned) {
      let replaced = extensions.filter { $0.content.isReplaced(by: content) }.map(\.cell)
      extensions.removeAll { $0.content.isReplaced(by: content) }
      let remaining = Set(extensions.map(\.cell))
      obsolete.formUnion(replaced.filter { !remaining.contains($0) && cells[$0]?.hasOnlyExtensions == true })
      extensions.append(
        ExtensionEntry(
          cell: cell, content: content, concerns: concerns.union(declared[content.type] == nil ? [] : [cell])))
    }
    cells[cell] = CellEntry(
      module: module, hasOnlyExtensions: syntax.declarations.isEmpty && syntax.operators.isEmpty,
      reach: reach(of: references).union(syntax.opens ? [cell] : []))
  }

  static func isOperator(_ name: String) -> Bool {
    name.unicodeScalars.first.map { !$0.properties.isXIDStart && $0 != "_" } ?? false
  }

  /// A name as it may stand in an import.
  static func quoted(_ name: String) -> String {
    ["default", "repeat", "in", "is", "as", "self", "init", "where", "return", "class", "func", "var", "let", "for"]
      .contains(name) ? "`\(name)`" : name
  }
}
