import JSONTree

/// Reads cells out of the tree of a notebook's text; what is wrong there is an error with its place.
struct NotebookDecoder {
  let text: [UInt8]

  // MARK: The notebook

  /// The minor version, if the major one is 4.
  func minorVersion(_ root: JSONNode) throws(NotebookError) -> Int {
    guard case .object = root else { throw error(root, "a notebook is an object, not \(kind(root))") }
    guard let major = try integer(root, "nbformat", in: "the notebook") else {
      throw error(root, "the notebook does not say its format: it has no member \"nbformat\"")
    }
    let minor = try integer(root, "nbformat_minor", in: "the notebook") ?? 0
    guard major == 4 else {
      throw error(
        root["nbformat"] ?? root,
        "the notebook has format \(major).\(minor), and only format 4 is read here; "
          + (major < 4 ? "jupyter nbconvert --to notebook converts it" : "it was written by a newer program"))
    }
    guard minor >= 0 else { throw error(root["nbformat_minor"] ?? root, "nbformat_minor is negative") }
    _ = try object(root, "metadata", in: "the notebook")
    return minor
  }

  func cells(_ root: JSONNode) throws(NotebookError) -> [Cell] {
    guard let node = root["cells"] else { throw error(root, "the notebook has no member \"cells\"") }
    guard case .array(let elements, _) = node else { throw error(node, "cells is a list, not \(kind(node))") }
    var cells: [Cell] = []
    for (index, element) in elements.enumerated() { cells.append(try cell(element.value, "cells[\(index)]")) }
    return cells
  }

  // MARK: Cells

  private func cell(_ node: JSONNode, _ place: String) throws(NotebookError) -> Cell {
    guard case .object = node else { throw error(node, "\(place) is an object, not \(kind(node))") }
    guard let name = try string(node, "cell_type", in: place) else {
      throw error(node, "\(place) has no member \"cell_type\"")
    }
    guard let kind = Cell.Kind(rawValue: name) else {
      throw error(
        node["cell_type"] ?? node,
        "\(place).cell_type is \(JSONValue.quoted(String(name.prefix(40)))), and a cell is code, markdown or raw")
    }
    guard let source = try lines(node, "source", in: place) else {
      throw error(node, "\(place) has no member \"source\"")
    }
    var cell = Cell(
      kind, id: try string(node, "id", in: place), source: source,
      metadata: try object(node, "metadata", in: place) ?? [:],
      attachments: try object(node, "attachments", in: place))
    if kind == .code {
      cell.executionCount = try integer(node, "execution_count", in: place)
      cell.outputs = try outputs(node, place)
    }
    return cell
  }

  private func outputs(_ cell: JSONNode, _ place: String) throws(NotebookError) -> [Output] {
    guard let node = cell["outputs"] else { return [] }
    guard case .array(let elements, _) = node else {
      throw error(node, "\(place).outputs is a list, not \(kind(node))")
    }
    var outputs: [Output] = []
    for (index, element) in elements.enumerated() {
      outputs.append(try output(element.value, "\(place).outputs[\(index)]"))
    }
    return outputs
  }

  private func output(_ node: JSONNode, _ place: String) throws(NotebookError) -> Output {
    guard case .object = node else { throw error(node, "\(place) is an object, not \(kind(node))") }
    switch try string(node, "output_type", in: place) {
    case "stream":
      return .stream(
        name: try string(node, "name", in: place) ?? "stdout", text: try lines(node, "text", in: place) ?? "")
    case "display_data":
      return .displayData(
        data: Output.joined(try object(node, "data", in: place) ?? [:]),
        metadata: try object(node, "metadata", in: place) ?? [:])
    case "execute_result":
      return .executeResult(
        executionCount: try integer(node, "execution_count", in: place),
        data: Output.joined(try object(node, "data", in: place) ?? [:]),
        metadata: try object(node, "metadata", in: place) ?? [:])
    case "error":
      return .error(
        name: try string(node, "ename", in: place) ?? "", value: try string(node, "evalue", in: place) ?? "",
        traceback: try strings(node, "traceback", in: place) ?? [])
    case _?: return .other(JSONValue(node))
    case nil: throw error(node, "\(place) has no member \"output_type\"")
    }
  }

  // MARK: Parts

  private func part<Value>(
    _ node: JSONNode, _ name: String, in place: String, _ wanted: String, _ read: (JSONValue) -> Value?
  ) throws(NotebookError) -> Value? {
    guard let part = node[name] else { return nil }
    guard let value = read(JSONValue(part)) else {
      throw error(part, "\(name) of \(place) is \(wanted), not \(kind(part))")
    }
    return value
  }

  private func string(_ node: JSONNode, _ name: String, in place: String) throws(NotebookError) -> String? {
    try part(node, name, in: place, "a string", \.stringValue)
  }

  /// An integer; `null` counts as none.
  private func integer(_ node: JSONNode, _ name: String, in place: String) throws(NotebookError) -> Int? {
    if let part = node[name], JSONValue(part).isNull { return nil }
    return try part(node, name, in: place, "an integer", \.integerValue)
  }

  private func object(_ node: JSONNode, _ name: String, in place: String) throws(NotebookError) -> JSONValue? {
    try part(node, name, in: place, "an object") { $0.objectValue == nil ? nil : $0 }
  }

  private func strings(_ node: JSONNode, _ name: String, in place: String) throws(NotebookError) -> [String]? {
    try part(node, name, in: place, "a list of strings") { value in
      guard let elements = value.arrayValue else { return nil }
      let strings = elements.compactMap(\.stringValue)
      return strings.count == elements.count ? strings : nil
    }
  }

  /// A text in one piece or as a list of lines.
  private func lines(_ node: JSONNode, _ name: String, in place: String) throws(NotebookError) -> String? {
    if case .string? = node[name] { return try string(node, name, in: place) }
    return try strings(node, name, in: place)?.joined()
  }

  private func kind(_ node: JSONNode) -> String {
    switch JSONValue(node) {
    case .null: "null"
    case .boolean: "a truth value"
    case .integer, .number: "a number"
    case .string: "a string"
    case .array: "a list"
    case .object: "an object"
    }
  }

  private func error(_ node: JSONNode, _ reason: String) -> NotebookError {
    NotebookError(file: nil, position: TextPosition(offset: node.offset, in: text[...]), reason: reason)
  }
}
