import JSONTree
import JupyterProtocol

/// What is wrong with the content of a request that was signed rightly: it is answered, by an error.
enum RequestError: Error, Equatable, CustomStringConvertible {
  /// A field is missing, or not what it should be.
  case field(name: String, expected: String)

  var description: String {
    switch self {
    case .field(let name, let expected): "the request's \(name) must be \(expected)"
    }
  }

  /// As it is answered.
  var asExecutionError: ExecutionError { ExecutionError(name: "RequestError", value: description) }
}

extension Message {
  /// The text that the content has under `name`.
  func text(_ name: String) throws(RequestError) -> String {
    guard let text = content[name]?.stringValue else { throw .field(name: name, expected: "a text") }
    return text
  }

  /// The truth value that the content has under `name`.
  func flag(_ name: String, default value: Bool) throws(RequestError) -> Bool {
    guard let field = content[name], !field.isNull else { return value }
    guard let flag = field.booleanValue else { throw .field(name: name, expected: "true or false") }
    return flag
  }

  /// The whole number that the content has under `name`; nil if none.
  func integer(_ name: String) throws(RequestError) -> Int? {
    guard let field = content[name], !field.isNull else { return nil }
    guard let integer = field.integerValue else { throw .field(name: name, expected: "a whole number") }
    return integer
  }

  /// The code and where in it the cursor stands, in Unicode scalars; at its end where that is not said.
  func codeAtCursor() throws(RequestError) -> (code: String, cursor: Int) {
    let code = try text("code")
    let end = code.unicodeScalars.count
    return (code, min(max(try integer("cursor_pos") ?? end, 0), end))
  }

  func historyQuery() throws(RequestError) -> HistoryQuery {
    switch try text("hist_access_type") {
    case "tail": return .tail(try count())
    case "range":
      return .range(
        session: try integer("session") ?? 0, start: try integer("start") ?? 1, stop: try integer("stop"))
    case "search":
      return .search(
        pattern: try content["pattern"] == nil ? "*" : text("pattern"), count: try count(),
        unique: try flag("unique", default: false))
    default: throw .field(name: "hist_access_type", expected: "tail, range or search")
    }
  }

  private func count() throws(RequestError) -> Int? { try integer("n").map { max($0, 0) } }
}
