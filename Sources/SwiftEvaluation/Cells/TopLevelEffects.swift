import SwiftSyntax

/// Finds where a cell itself waits or throws, not a function that it declares.
final class TopLevelEffects: SyntaxVisitor {
  private(set) var awaits = false
  /// Offsets of `throw`, and of `try` whose error nothing at the top level catches.
  private(set) var throwing: [Int] = []

  override func visit(_ token: TokenSyntax) -> SyntaxVisitorContinueKind {
    if token.tokenKind == .keyword(.await) { awaits = true }
    return .skipChildren
  }

  override func visit(_ node: VariableDeclSyntax) -> SyntaxVisitorContinueKind {
    if node.modifiers.contains(where: { $0.name.tokenKind == .keyword(.async) }) { awaits = true }
    return .visitChildren
  }

  override func visit(_ node: TryExprSyntax) -> SyntaxVisitorContinueKind {
    if node.questionOrExclamationMark == nil, !isCaught(Syntax(node)) { note(node) }
    return .visitChildren
  }

  override func visit(_ node: ThrowStmtSyntax) -> SyntaxVisitorContinueKind {
    if !isCaught(Syntax(node)) { note(node) }
    return .visitChildren
  }

  private func note(_ node: some SyntaxProtocol) {
    throwing.append(node.positionAfterSkippingLeadingTrivia.utf8Offset)
  }

  /// Whether the node stands in the body of a `do` that catches.
  private func isCaught(_ node: Syntax) -> Bool {
    var child = node
    while let parent = child.parent {
      if let statement = parent.as(DoStmtSyntax.self), !statement.catchClauses.isEmpty, child.is(CodeBlockSyntax.self) {
        return true
      }
      child = parent
    }
    return false
  }

  override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: AccessorBlockSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: StructDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: ClassDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: EnumDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: ActorDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: ProtocolDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: ExtensionDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
}
