import JSONTree

/// Changes a cell in the text of its notebook, and there only what differs.
struct CellEdit {
  private var document: JSONDocument
  private let path: JSONPath

  init(document: JSONDocument, path: JSONPath) {
    (self.document, self.path) = (document, path)
  }

  /// The document with the cell at the path, which is `old`, as `new`.
  consuming func changing(from old: Cell, to new: Cell) -> JSONDocument {
    set("cell_type", from: .string(old.kind.rawValue), to: .string(new.kind.rawValue))
    set("id", from: old.id.map(JSONValue.string), to: new.id.map(JSONValue.string))
    set("metadata", from: old.metadata, to: new.metadata)
    set("attachments", from: old.attachments, to: new.attachments)
    set("source", from: source(old), to: source(new))
    set(
      "execution_count", from: old.kind == .code ? old.executionCountJSON : nil,
      to: new.kind == .code ? new.executionCountJSON : nil)
    setOutputs(from: old.kind == .code ? old.outputs : nil, to: new.kind == .code ? new.outputs : nil)
    return document
  }

  private mutating func set(_ name: String, from old: JSONValue?, to new: JSONValue?) {
    guard old?.encoded != new?.encoded else { return }
    if let new {
      document.set(path.appending(.name(name)), to: new)
    } else if document[path.appending(.name(name))] != nil {
      document.remove(path.appending(.name(name)))
    }
  }

  /// The source as a string or as a list of lines, whichever the text has.
  private func source(_ cell: Cell) -> JSONValue {
    if case .string? = document[path.appending("source")] { return .string(cell.source) }
    return JSONValue(cell.source.linesWithEndings)
  }

  /// Outputs that stay the same are not touched, even where the text spells them otherwise than we would.
  private mutating func setOutputs(from old: [Output]?, to new: [Output]?) {
    let list = path.appending("outputs")
    guard let new else {
      return set("outputs", from: old.map { .array($0.map(\.json)) }, to: nil)
    }
    if document[list] == nil { document.set(list, to: []) }
    let old = old ?? []
    for index in old.indices.dropFirst(new.count).reversed() { document.remove(list.appending(.index(index))) }
    for (index, output) in new.enumerated() {
      let place = list.appending(.index(index))
      if index >= old.count {
        document.insert(output.json, at: place)
      } else if old[index].json.encoded != output.json.encoded {
        document.set(place, to: output.json)
      }
    }
  }
}
