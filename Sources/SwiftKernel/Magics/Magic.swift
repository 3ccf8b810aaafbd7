package import JupyterKernel

/// A command of notebooks that is not Swift: `%name` in a line, or `%%name` above a whole cell.
package struct Magic: Sendable {
  /// What belongs to a magic.
  package enum Form: Sendable, Hashable {
    /// The rest of its line.
    case line
    /// The rest of its line, and all lines below.
    case cell

    package var sign: String { self == .line ? "%" : "%%" }
  }

  /// What a magic does; the result is shown as a cell's.
  package typealias Action = @Sendable (Call, any MagicContext) async throws(ExecutionError) -> MIMEBundle?

  /// One use of a magic.
  package struct Call: Equatable, Sendable {
    /// Without signs.
    package let name: String
    package let form: Form
    /// The rest of the line, without the space around it.
    package let argument: String
    /// The lines below; empty for magics of one line.
    package let body: String
    /// The line of the cell that it stands in, from 1.
    package let line: Int

    package init(name: String, form: Form, argument: String, body: String = "", line: Int) {
      self.name = name
      self.form = form
      self.argument = argument
      self.body = body
      self.line = line
    }
  }

  /// Without signs.
  package let name: String
  package let form: Form
  /// What stands behind the name, for the help: `CODE`. Empty where nothing may.
  package let parameters: String
  /// One sentence for the help.
  package let summary: String
  let action: Action

  /// Whether Swift may stand behind the name.
  var takesCode: Bool { parameters.hasSuffix("CODE") }

  package init(_ name: String, _ form: Form, parameters: String = "", summary: String, action: @escaping Action) {
    self.name = name
    self.form = form
    self.parameters = parameters
    self.summary = summary
    self.action = action
  }
}

/// What a magic can make use of.
package protocol MagicContext: Sendable {
  /// Every magic there is.
  var magics: MagicTable { get }

  /// Shows something.
  func show(_ output: Output)

  /// Runs Swift that stands in the cell from `line` on, as a cell would.
  func evaluate(_ code: String, line: Int) async throws(ExecutionError) -> Evaluated

  /// Runs a command of the shell; what it prints is shown.
  func runShell(_ command: String) async throws(ExecutionError)

  /// The names that the notebook has declared.
  func names() async throws(ExecutionError) -> [DeclaredName]

  /// Forgets all that the notebook has declared.
  func reset() async
}

/// What became of Swift that a magic has run.
package struct Evaluated: Sendable {
  /// The value of the last expression, if it is to be shown.
  package let value: MIMEBundle?
  /// How long the compiler took.
  package let compiling: Duration
  /// How long the code ran.
  package let running: Duration

  package init(value: MIMEBundle?, compiling: Duration = .zero, running: Duration = .zero) {
    self.value = value
    self.compiling = compiling
    self.running = running
  }
}

/// Something that the notebook has declared.
package struct DeclaredName: Equatable, Sendable {
  package let name: String
  /// Swift's keyword for it: `var`, `func`, `struct`.
  package let kind: String
  /// The type of a variable; empty for others.
  package let type: String

  package init(name: String, kind: String, type: String = "") {
    self.name = name
    self.kind = kind
    self.type = type
  }
}
