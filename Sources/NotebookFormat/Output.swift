package import JSONTree

/// One piece of what running a cell said.
package enum Output: Equatable, Sendable {
  /// Text written to standard output (`stdout`) or standard error (`stderr`).
  case stream(name: String, text: String)
  /// Something shown; `data` is an object from MIME types to what each shows.
  case displayData(data: JSONValue, metadata: JSONValue = [:])
  /// The value of the cell's last expression.
  case executeResult(executionCount: Int?, data: JSONValue, metadata: JSONValue = [:])
  /// The cell failed.
  case error(name: String, value: String, traceback: [String])
  /// Of a kind that this format does not know, as it stands in the file.
  case other(JSONValue)

  /// The output as it stands in a file, texts split into lines.
  package var json: JSONValue {
    switch self {
    case .stream(let name, let text):
      ["name": .string(name), "output_type": "stream", "text": JSONValue(text.linesWithEndings)]
    case .displayData(let data, let metadata):
      ["data": Self.split(data), "metadata": metadata, "output_type": "display_data"]
    case .executeResult(let count, let data, let metadata):
      [
        "data": Self.split(data), "execution_count": count.map(JSONValue.integer) ?? .null, "metadata": metadata,
        "output_type": "execute_result",
      ]
    case .error(let name, let value, let traceback):
      [
        "ename": .string(name), "evalue": .string(value), "output_type": "error", "traceback": JSONValue(traceback),
      ]
    case .other(let json): json
    }
  }

  /// What the output shows in this MIME type.
  package subscript(mimeType: String) -> JSONValue? {
    switch self {
    case .displayData(let data, _), .executeResult(_, let data, _): data[mimeType]
    case .stream, .error, .other: nil
    }
  }

  // MARK: MIME bundles

  /// Texts of several lines are lists of lines in a file; data such as PNG stays one string.
  private static func split(_ data: JSONValue) -> JSONValue {
    mapped(data) { name, value in
      let isText = name.hasPrefix("text/") || ["application/javascript", "image/svg+xml"].contains(name)
      guard isText, let text = value.stringValue else { return value }
      return JSONValue(text.linesWithEndings)
    }
  }

  /// Undoes ``split(_:)``; what is JSON itself stays as it is.
  static func joined(_ data: JSONValue) -> JSONValue {
    mapped(data) { name, value in
      let isJSON = name == "application/json" || (name.hasPrefix("application/") && name.hasSuffix("+json"))
      guard !isJSON, let lines = value.arrayValue else { return value }
      let strings = lines.compactMap(\.stringValue)
      return strings.count == lines.count ? .string(strings.joined()) : value
    }
  }

  private static func mapped(_ data: JSONValue, _ change: (String, JSONValue) -> JSONValue) -> JSONValue {
    guard let members = data.objectValue else { return data }
    return .object(members.map { .init(name: $0.name, value: change($0.name, $0.value)) })
  }
}

extension [Output] {
  /// Appends `output`; text that goes on with the stream of the last output joins it.
  package mutating func append(merging output: Output) {
    if case .stream(let name, let text) = output, case .stream(name, let before)? = last {
      self[count - 1] = .stream(name: name, text: before + text)
    } else {
      append(output)
    }
  }

  /// The outputs with neighbouring pieces of one stream joined.
  package var mergingStreams: [Output] {
    reduce(into: []) { $0.append(merging: $1) }
  }
}
