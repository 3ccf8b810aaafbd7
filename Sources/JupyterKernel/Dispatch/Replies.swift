import JSONTree
import JupyterProtocol

/// The contents of messages, as the protocol spells them.
enum Replies {
  static func kernelInfo(_ info: KernelInfo) -> JSONValue {
    [
      "status": "ok", "protocol_version": .string(protocolVersion),
      "implementation": .string(info.implementation),
      "implementation_version": .string(info.implementationVersion),
      "language_info": [
        "name": .string(info.language.name), "version": .string(info.language.version),
        "mimetype": .string(info.language.mimeType), "file_extension": .string(info.language.fileExtension),
      ],
      "banner": .string(info.banner), "debugger": false, "supported_features": [],
      "help_links": .array(info.helpLinks.map { ["text": .string($0.text), "url": .string($0.address)] }),
    ]
  }

  static func error(_ error: ExecutionError, count: Int? = nil) -> JSONValue {
    var members: [JSONValue.Member] = [.init(name: "status", value: "error")]
    if let count { members.append(.init(name: "execution_count", value: .integer(count))) }
    return .object(members + errorFields(error))
  }

  /// What is published of an error.
  static func publishedError(_ error: ExecutionError) -> JSONValue { .object(errorFields(error)) }

  private static func errorFields(_ error: ExecutionError) -> [JSONValue.Member] {
    [
      .init(name: "ename", value: .string(error.name)), .init(name: "evalue", value: .string(error.value)),
      .init(name: "traceback", value: JSONValue(error.traceback)),
    ]
  }

  /// Of a value asked for by `user_expressions`.
  static func expression(_ bundle: MIMEBundle) -> JSONValue {
    ["status": "ok", "data": bundle.data, "metadata": bundle.metadata]
  }

  static func executed(count: Int, expressions: [JSONValue.Member]) -> JSONValue {
    [
      "status": "ok", "execution_count": .integer(count), "user_expressions": .object(expressions), "payload": [],
    ]
  }

  /// Of a cell that was not run since an earlier one failed.
  static func aborted(count: Int) -> JSONValue { ["status": "aborted", "execution_count": .integer(count)] }

  static func completion(_ completion: Completion) -> JSONValue {
    let (start, end) = (JSONValue.integer(completion.range.lowerBound), JSONValue.integer(completion.range.upperBound))
    let types = completion.matches.map { match -> JSONValue in
      [
        "start": start, "end": end, "text": .string(match.text), "type": .string(match.kind),
        "signature": .string(match.signature),
      ]
    }
    return [
      "status": "ok", "matches": JSONValue(completion.matches.map(\.text)), "cursor_start": start, "cursor_end": end,
      // An agreement between kernels and JupyterLab that the protocol does not have yet.
      "metadata": ["_jupyter_types_experimental": .array(types)],
    ]
  }

  static func inspection(_ bundle: MIMEBundle?) -> JSONValue {
    [
      "status": "ok", "found": .boolean(bundle != nil), "data": bundle?.data ?? [:],
      "metadata": bundle?.metadata ?? [:],
    ]
  }

  static func completeness(_ completeness: Completeness) -> JSONValue {
    switch completeness {
    case .complete: ["status": "complete"]
    case .incomplete(let indent): ["status": "incomplete", "indent": .string(indent)]
    case .invalid: ["status": "invalid"]
    case .unknown: ["status": "unknown"]
    }
  }

  static func history(_ entries: [HistoryEntry], withResults: Bool) -> JSONValue {
    let rows = entries.map { entry -> JSONValue in
      let code = JSONValue.string(entry.code)
      return [
        .integer(entry.session), .integer(entry.line),
        withResults ? [code, entry.result.map(JSONValue.string) ?? .null] : code,
      ]
    }
    return ["status": "ok", "history": .array(rows)]
  }

  static func display(_ bundle: MIMEBundle, identifier: String?) -> JSONValue {
    let transient: JSONValue = identifier.map { ["display_id": .string($0)] } ?? [:]
    return ["data": bundle.data, "metadata": bundle.metadata, "transient": transient]
  }

  static func result(_ bundle: MIMEBundle, count: Int) -> JSONValue {
    ["execution_count": .integer(count), "data": bundle.data, "metadata": bundle.metadata]
  }
}
