package import JSONTree

/// One thing in several forms, for a client to pick the best that it can show.
package struct MIMEBundle: Equatable, Sendable {
  /// An object: each form under its MIME type, as `text/plain` and `image/svg+xml`.
  package let data: JSONValue
  /// An object: what is to be known about the whole, or about the form of a MIME type.
  package let metadata: JSONValue

  package init(data: JSONValue, metadata: JSONValue = [:]) {
    self.data = data
    self.metadata = metadata
  }

  /// Plain text only.
  package init(text: String) { self.init(data: ["text/plain": .string(text)]) }
}
