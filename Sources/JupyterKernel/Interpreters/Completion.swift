/// Words that may stand at the cursor.
package struct Completion: Equatable, Sendable {
  /// One of the words.
  package struct Match: Equatable, Sendable {
    /// What replaces the text in ``Completion/range``.
    package let text: String
    /// What it is, in one word, as "function"; empty where that is not known.
    package let kind: String
    /// The declaration in brief; empty where that is not known.
    package let signature: String

    package init(_ text: String, kind: String = "", signature: String = "") {
      self.text = text
      self.kind = kind
      self.signature = signature
    }
  }

  package let matches: [Match]
  /// What a match replaces, in Unicode scalars from the start of the code.
  package let range: Range<Int>

  package init(matches: [Match], range: Range<Int>) {
    self.matches = matches
    self.range = range
  }
}

/// Whether code can run as it stands, or its writer is not done.
package enum Completeness: Equatable, Sendable {
  case complete
  /// More must follow; `indent` is white space to begin the next line with.
  case incomplete(indent: String)
  /// Nothing that follows can make it right.
  case invalid
  case unknown
}
