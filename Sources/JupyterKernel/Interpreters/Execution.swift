/// Code that a client asks to run.
package struct Execution: Equatable, Sendable {
  package let code: String
  /// The number of the cell: counted up by every execution that is remembered.
  package let count: Int
  /// Nothing that the code puts out is shown.
  package let isSilent: Bool
  /// Whether the code goes into the history.
  package let isRemembered: Bool

  package init(code: String, count: Int, isSilent: Bool = false, isRemembered: Bool = true) {
    self.code = code
    self.count = count
    self.isSilent = isSilent
    self.isRemembered = isRemembered
  }
}

/// What running code puts out on its way.
package enum Output: Equatable, Sendable {
  /// Text on one of the two standard streams.
  case text(String, StandardStream)
  /// Something to show; under an identifier it can be changed later.
  case display(MIMEBundle, identifier: String?)
  /// Something else to show wherever the display with this identifier stands.
  case update(MIMEBundle, identifier: String)
  /// Away with what was put out: at once, or when the next output comes.
  case clear(wait: Bool)
}

/// One of the streams that a program writes to.
package enum StandardStream: String, Equatable, Sendable {
  case standardOutput = "stdout"
  case standardError = "stderr"
}

/// What running code can reach: where its outputs go, and who answers its questions.
package protocol Frontend: Sendable {
  /// Shows `output`. May make the caller wait while clients do not keep up.
  func show(_ output: Output)

  /// Asks the client that runs the code for a line of text.
  func readLine(prompt: String, isPassword: Bool) async throws(InputError) -> String
}

/// Why a question got no answer.
package enum InputError: Error, Equatable, CustomStringConvertible {
  /// The client said that it cannot be asked.
  case notAllowed
  /// The code was interrupted, or the kernel ends.
  case interrupted

  package var description: String {
    switch self {
    case .notAllowed: "this client cannot be asked for input"
    case .interrupted: "the wait for input was interrupted"
    }
  }
}
