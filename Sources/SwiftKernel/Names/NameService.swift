import JSONTree
import JupyterKernel

/// Completes and explains names in a cell: by the language server, and without it by what the notebook declares.
struct NameService: Sendable {
  /// What is known of the notebook beside the cell.
  struct Notebook: Sendable {
    /// All declarations as one text.
    let declarations: String
    let names: [DeclaredName]
  }

  let server: LanguageServer?
  let magics: MagicTable

  // MARK: Completion

  func complete(_ code: String, cursor: Int, in notebook: Notebook) async -> Completion {
    if let completion = completeMagic(code, cursor: cursor) { return completion }
    let word = WordAtCursor(in: code, cursor: cursor)
    let range = word.range.lowerBound..<cursor
    let place = Place(code, cursor: cursor, notebook, magics)
    let answer = await server?.ask(
      "textDocument/completion", document: place.document, line: place.line, character: place.character)
    let items = answer?["items"]?.arrayValue ?? answer?.arrayValue
    let matches = items.map { Self.matches($0, prefix: word.prefix) } ?? []
    guard matches.isEmpty else { return Completion(matches: matches, range: range) }
    // Behind a dot stand members, which are not among the names of the notebook.
    let isMember = String(code.unicodeScalars.prefix(word.range.lowerBound)).hasSuffix(".")
    let known = isMember ? [] : notebook.names.filter { Self.hasPrefix($0.name, word.prefix) }
    return Completion(matches: known.map { .init($0.name, kind: $0.kind, signature: $0.type) }, range: range)
  }

  /// Names of magics, where one is being written.
  private func completeMagic(_ code: String, cursor: Int) -> Completion? {
    let before = String(code.unicodeScalars.prefix(cursor))
    let line = before.split(separator: "\n", omittingEmptySubsequences: false).last ?? ""
    guard line.hasPrefix("%"), line.drop(while: { $0 == "%" }).allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" })
    else { return nil }
    let start = cursor - line.unicodeScalars.count
    let matches = magics.magics.filter { ($0.form.sign + $0.name).hasPrefix(line) }
      .map { Completion.Match($0.form.sign + $0.name, kind: "magic", signature: $0.parameters) }
    return Completion(matches: matches, range: start..<cursor)
  }

  /// What the server proposes, in its order, each name once: a name has many overloads.
  static func matches(_ items: [JSONValue], prefix: String) -> [Completion.Match] {
    let sorted = items.sorted { ($0["sortText"]?.stringValue ?? "") < ($1["sortText"]?.stringValue ?? "") }
    var seen: Set<String> = []
    return sorted.compactMap { item in
      guard let label = item["label"]?.stringValue else { return nil }
      let name = String(label.prefix { $0.isLetter || $0.isNumber || "_`#".contains($0) })
      guard !name.isEmpty, hasPrefix(name, prefix), seen.insert(name).inserted else { return nil }
      let type = item["detail"]?.stringValue ?? ""
      return Completion.Match(
        name, kind: item["kind"]?.integerValue.map(kind) ?? "",
        signature: type.isEmpty ? label : label.contains("(") ? "\(label) -> \(type)" : "\(label): \(type)")
    }
  }

  private static func hasPrefix(_ name: String, _ prefix: String) -> Bool {
    name.hasPrefix(prefix) || name.lowercased().hasPrefix(prefix.lowercased())
  }

  /// The words for the numbers of the protocol's `CompletionItemKind`.
  private static func kind(_ number: Int) -> String {
    let words = [
      "text", "method", "function", "initializer", "property", "variable", "class", "protocol", "module", "property",
      "unit", "value", "enum", "keyword", "snippet", "color", "file", "reference", "folder", "case", "constant",
      "struct", "event", "operator", "type",
    ]
    return words.indices.contains(number - 1) ? words[number - 1] : ""
  }

  // MARK: Explanation

  /// - Parameter source: the text by which the notebook declares a name.
  func inspect(
    _ code: String, cursor: Int, detail: Int, in notebook: Notebook, source: (String) async -> String?
  ) async -> MIMEBundle? {
    let word = WordAtCursor.explained(in: code, cursor: cursor)
    guard !word.text.isEmpty else { return nil }
    let place = Place(code, cursor: word.range.lowerBound, notebook, magics)
    let answer = await server?.ask(
      "textDocument/hover", document: place.document, line: place.line, character: place.character)
    var paragraphs: [String] = []
    if let text = answer?["contents"]?["value"]?.stringValue, !text.isEmpty { paragraphs.append(text) }
    if paragraphs.isEmpty || detail > 0, let declaration = await source(word.text) {
      paragraphs.append("```swift\n\(declaration)\n```")
    }
    guard !paragraphs.isEmpty else { return nil }
    let markdown = paragraphs.joined(separator: "\n\n")
    let plain = markdown.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.hasPrefix("```") }
    return MIMEBundle(data: [
      "text/plain": .string(plain.joined(separator: "\n")), "text/markdown": .string(markdown),
    ])
  }

  /// A place in a cell, within a document in which all that the notebook declares stands before the cell.
  private struct Place {
    let document: String
    let line: Int
    let character: Int

    init(_ code: String, cursor: Int, _ notebook: Notebook, _ magics: MagicTable) {
      // Every cell has the first line.
      let above = "import NotebookDisplay\n" + notebook.declarations + "\n"
      document = above + swiftView(of: code, magics: magics)
      let position = CodePosition(scalars: cursor, in: code)
      line = position.line + above.utf8.count { $0 == UInt8(ascii: "\n") }
      character = position.character
    }
  }
}
