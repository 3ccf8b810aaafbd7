package import JSONTree

/// One cell of a notebook.
package struct Cell: Equatable, Sendable {
  /// What a cell holds.
  package enum Kind: String, Sendable, CaseIterable {
    case code, markdown, raw
  }

  package var kind: Kind
  /// The cell's name in the notebook; there since format 4.5.
  package var id: String?
  /// The text that is run or shown.
  package var source: String
  /// What tools keep with the cell: an object.
  package var metadata: JSONValue
  /// Pictures that a Markdown cell shows: an object of MIME bundles by name; nil where the cell has none.
  package var attachments: JSONValue?
  /// The number of the run that made the outputs; only code cells have one.
  package var executionCount: Int?
  /// What the run said; only code cells have outputs.
  package var outputs: [Output]

  package init(
    _ kind: Kind, id: String? = nil, source: String, metadata: JSONValue = [:], attachments: JSONValue? = nil,
    executionCount: Int? = nil, outputs: [Output] = []
  ) {
    (self.kind, self.id, self.source, self.metadata) = (kind, id, source, metadata)
    (self.attachments, self.executionCount, self.outputs) = (attachments, executionCount, outputs)
  }

  /// The cell as it stands in a file.
  var json: JSONValue {
    var members: [(String, JSONValue?)] = [
      ("cell_type", .string(kind.rawValue)), ("id", id.map(JSONValue.string)), ("metadata", metadata),
      ("attachments", attachments), ("source", JSONValue(source.linesWithEndings)),
    ]
    if kind == .code {
      members += [("execution_count", executionCountJSON), ("outputs", .array(outputs.map(\.json)))]
    }
    return .object(members.compactMap { name, value in value.map { .init(name: name, value: $0) } })
  }

  var executionCountJSON: JSONValue { executionCount.map(JSONValue.integer) ?? .null }

  /// A new name for a cell: eight letters and digits.
  package static func newID() -> String {
    let letters = Array("0123456789abcdefghijklmnopqrstuvwxyz")
    return String((0..<8).map { _ in letters[Int.random(in: letters.indices)] })
  }
}
