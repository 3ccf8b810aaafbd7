package import JupyterKernel
import SwiftParser
import SwiftSyntax

/// Whether `code` can run, or its writer is not done, as far as the grammar tells.
///
/// Code is incomplete if nothing is wrong with it but that something is missing at its end: a bracket, the end of a long
/// string, an operand, the body of a function.
package func codeCompleteness(_ code: String) -> Completeness {
  // White space at the end says nothing, but the grammar finds fault with it behind a dot.
  let file = Parser.parse(source: String(code.reversed().drop(while: \.isWhitespace).reversed()))
  let visitor = FaultFinder(end: file.endOfCode)
  visitor.walk(file)
  if visitor.hasFaultBeforeEnd { return .invalid }
  if visitor.lacksEnd { return .incomplete(indent: nextIndent(code)) }
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
      if let problem = token.tokenDiagnostic, problem.severity == .error {
        if problem.kind == .unterminatedBlockComment { lacksEnd = true } else { hasFaultBeforeEnd = true }
      }
      return .skipChildren
    }
    // A text of one line has its end in that line.
    let isText = token.tokenKind == .stringQuote || token.tokenKind == .regexSlash
    if !isText && token.position >= end { lacksEnd = true } else { hasFaultBeforeEnd = true }
    return .skipChildren
  }

  override func visit(_ node: UnexpectedNodesSyntax) -> SyntaxVisitorContinueKind {
    hasFaultBeforeEnd = true
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
}
