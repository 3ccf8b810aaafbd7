/// What this library says to the evaluator, as bytes. Numbers are 32-bit and little-endian; text is UTF-8 behind its
/// length.
package enum CellMessage: Equatable, Sendable {
  /// Shows a value, in a place that ``update(id:data:)`` can name.
  case display(id: UInt32, data: DisplayData)
  /// Shows a value where an earlier one was.
  case update(id: UInt32, data: DisplayData)
  /// Removes the output so far; with `wait`, when the next output comes.
  case clear(wait: Bool)
  /// The value of the cell's last expression.
  case result(DisplayData)
  /// Asks for globals; the answer is ``GlobalAnswers``.
  case globals([GlobalQuery])
  /// Asks for all variables; hidden cells offer them to the context, and the answer is empty.
  case variables
  /// Asks for something of a lab, to be done when the cell has ended.
  case lab(LabRequest)
  /// A global's value, its type, and its exact value as JSON where there is one.
  case value(name: String, type: String, data: DisplayData, json: String?)

  /// The kind of a report; lower numbers belong to the program that runs cells.
  package enum Kind: UInt32, Sendable {
    case display = 32
    case update, clear, result, globals, value, variables, lab
  }

  package var kind: Kind {
    switch self {
    case .display: .display
    case .update: .update
    case .clear: .clear
    case .result: .result
    case .globals: .globals
    case .value: .value
    case .variables: .variables
    case .lab: .lab
    }
  }

  package var payload: [UInt8] {
    var writer = ByteWriter()
    switch self {
    case .display(let id, let data), .update(let id, let data):
      writer.write(id)
      writer.write(data)
    case .clear(let wait): writer.write(wait ? 1 : 0)
    case .result(let data): writer.write(data)
    case .globals(let queries):
      writer.write(queries) { writer, query in
        writer.write(query.name)
        writer.write(query.type)
      }
    case .variables: break
    case .lab(let request):
      writer.write(request.lab)
      writer.write(request.action.rawValue)
      writer.write(request.question)
    case .value(let name, let type, let data, let json):
      writer.write(name)
      writer.write(type)
      writer.write(data)
      writer.write(json)
    }
    return writer.bytes
  }

  /// The message of a report; nil where the bytes are none.
  package init?(kind: UInt32, payload: some Collection<UInt8>) {
    guard let kind = Kind(rawValue: kind) else { return nil }
    var reader = ByteReader(payload)
    switch kind {
    case .display, .update:
      guard let id = reader.number(), let data = reader.displayData() else { return nil }
      self = kind == .display ? .display(id: id, data: data) : .update(id: id, data: data)
    case .clear:
      guard let wait = reader.number() else { return nil }
      self = .clear(wait: wait != 0)
    case .result:
      guard let data = reader.displayData() else { return nil }
      self = .result(data)
    case .globals:
      let queries = reader.list { reader -> GlobalQuery? in
        guard let name = reader.text(), let type = reader.optionalText() else { return nil }
        return GlobalQuery(name: name, type: type)
      }
      guard let queries else { return nil }
      self = .globals(queries)
    case .variables: self = .variables
    case .lab:
      guard let lab = reader.text(), let name = reader.text(), let action = LabRequest.Action(rawValue: name),
        let question = reader.optionalText()
      else { return nil }
      self = .lab(LabRequest(lab: lab, action: action, question: question))
    case .value:
      guard let name = reader.text(), let type = reader.text(), let data = reader.displayData(),
        let json = reader.optionalText()
      else { return nil }
      self = .value(name: name, type: type, data: data, json: json)
    }
    guard reader.isAtEnd else { return nil }
  }
}
