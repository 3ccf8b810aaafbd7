/// Why a formula cannot be typeset: what is wrong and where. The page then shows its source.
struct MathError: Error, Equatable, CustomStringConvertible {
  enum Kind: Equatable {
    case unknownCommand(String)
    case unknownEnvironment(String)
    /// A command, or `^` or `_`, with nothing behind it.
    case missingArgument(String)
    /// What was opened and is never closed.
    case unclosed(String)
    case unexpected(String)
    /// A second `^` or `_` at one base.
    case doubleScript(Character)
    case tooDeep
  }

  let kind: Kind
  /// The character at which it was seen, from 1.
  let position: Int

  var description: String {
    let problem =
      switch kind {
      case .unknownCommand(let name): "“\\\(name)” is not a command that can be typeset here"
      case .unknownEnvironment(let name): "“\(name)” is not an environment that can be typeset here"
      case .missingArgument(let name): "“\(name)” needs something behind it, such as “\(name){x}”"
      case .unclosed(let opening): "“\(opening)” is never closed"
      case .unexpected(let text): "“\(text)” has nothing to belong to"
      case .doubleScript(let sign): "a second “\(sign)” at one symbol needs braces, as in “{x\(sign)a}\(sign)b”"
      case .tooDeep: "the formula is nested more than \(MathParser.greatestDepth) levels deep"
      }
    return "Not typeset: \(problem) (character \(position))."
  }
}
