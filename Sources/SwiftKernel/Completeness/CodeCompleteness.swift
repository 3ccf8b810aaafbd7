package import JupyterKernel
import SwiftParser
import SwiftSyntax

/// Whether `code` can run, or its writer is not done, as far as the grammar tells.
///
/// Code is incomplete if nothing is wrong with it but that something is missing at its end: a bracket, the end of a long
/// string, an operand, the body of a function.
package func codeCompleteness(_ code: String) -> Completeness {
  let file = Parser.parse(source: code)
  let visitor = FaultFinder(end: file.endOfCode)
  visitor.walk(file)
  if visitor.hasFaultBeforeEnd { return .invalid }
  if visitor.lacksEnd || file.endsInComment { return .incomplete(indent: nextIndent(code)) }
  return .complete
}

/// The white space of the last line, deeper if that opens a bracket.
private func nextIndent(_ code: String) -> String {
  let lines = code.split(separator: "\n")
  guard let last = lines.last(where: { !$0.allSatisfy(\.isWhitespace) }) else { return "" }
  let indent = String(last.prefix(while: \.isWhitespace))
  let end = last.reversed().drop(while: \.isWhitespace).first
  return end.map { "{([".contains($0) } == true ? indent + "    " : indent
}

extension SourceFileSyntax {
  /// Where the last token that is there ends.
  fileprivate var endOfCode: AbsolutePosition {
    var end = AbsolutePosition(utf8Offset: 0)
    for token in tokens(viewMode: .sourceAccurate) where token.tokenKind != .endOfFile {
      end = token.endPositionBeforeTrailingTrivia
    }
    return end
  }

  /// Whether a comment is open at the end.
  fileprivate var endsInComment: Bool {
    guard let last = lastToken(viewMode: .sourceAccurate) else { return false }
    let trivia = last.leadingTrivia.pieces + last.trailingTrivia.pieces
    return trivia.contains { piece in
      switch piece {
      case .blockComment(let text), .docBlockComment(let text): !isClosed(text)
      default: false
      }
    }
  }

  /// Whether every comment within a comment is closed.
  private func isClosed(_ comment: String) -> Bool {
    var depth = 0
    var rest = Substring(comment)
    while !rest.isEmpty {
      if rest.hasPrefix("/*") {
        depth += 1
        rest = rest.dropFirst(2)
      } else if rest.hasPrefix("*/") {
        depth -= 1
        rest = rest.dropFirst(2)
      } else {
        rest = rest.dropFirst()
      }
    }
    return depth == 0
  }
}

/// Looks for what is wrong with code, and where.
private final class FaultFinder: SyntaxVisitor {
  private let end: AbsolutePosition
  private(set) var hasFaultBeforeEnd = false
  private(set) var lacksEnd = false

  init(end: AbsolutePosition) {
    self.end = end
    super.init(viewMode: .all)
  }

  override func visit(_ token: TokenSyntax) -> SyntaxVisitorContinueKind {
    guard token.presence == .missing else {
      if token.tokenDiagnostic?.severity == .error { note(at: token.position, isOpen: false) }
      return .skipChildren
    }
    // A text of one line has its end in that line.
    let isText = token.tokenKind == .stringQuote || token.tokenKind == .regexSlash
    note(at: token.position, isOpen: !isText)
    return .skipChildren
  }

  override func visit(_ node: UnexpectedNodesSyntax) -> SyntaxVisitorContinueKind {
    note(at: node.position, isOpen: false)
    return .skipChildren
  }

  override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind {
    lacksBody(node, node.body == nil)
  }

  override func visit(_ node: InitializerDeclSyntax) -> SyntaxVisitorContinueKind {
    lacksBody(node, node.body == nil)
  }

  /// The grammar lets functions of protocols have no body, and knows no difference.
  private func lacksBody(_ node: some SyntaxProtocol, _ hasNone: Bool) -> SyntaxVisitorContinueKind {
    if hasNone, node.endPositionBeforeTrailingTrivia == end { lacksEnd = true }
    return .visitChildren
  }

  private func note(at position: AbsolutePosition, isOpen: Bool) {
    if isOpen && position >= end { lacksEnd = true } else { hasFaultBeforeEnd = true }
  }
}
