import SwiftSyntax

/// Finds the variables that the statements of a cell change or call upon: `x = 1`, `x += 1`, `x[0] = 1`, `x.append(1)`,
/// `f(&x)`.
///
/// The grammar alone cannot tell whether a method changes its value, so every call that stands as a statement of its own
/// counts.
final class Mutations: SyntaxVisitor {
  private(set) var names: Set<String> = []

  override func visit(_ node: SequenceExprSyntax) -> SyntaxVisitorContinueKind {
    let elements = Array(node.elements)
    if elements.count > 1, Self.assigns(elements[1]) { add(elements[0]) }
    return .visitChildren
  }

  override func visit(_ node: InOutExprSyntax) -> SyntaxVisitorContinueKind {
    add(node.expression)
    return .visitChildren
  }

  override func visit(_ node: CodeBlockItemSyntax) -> SyntaxVisitorContinueKind {
    var expression: ExprSyntax? = node.item.as(ExprSyntax.self)
    while let inner = expression?.as(TryExprSyntax.self)?.expression ?? expression?.as(AwaitExprSyntax.self)?.expression
    {
      expression = inner
    }
    if let call = expression?.as(FunctionCallExprSyntax.self) { add(call.calledExpression) }
    return .visitChildren
  }

  /// Whether an element of a sequence is `=`, `+=` or one of their kind.
  static func assigns(_ element: ExprSyntax) -> Bool {
    if element.is(AssignmentExprSyntax.self) { return true }
    guard let name = element.as(BinaryOperatorExprSyntax.self)?.operator.text else { return false }
    return name.hasSuffix("=") && !["==", "!=", "<=", ">=", "===", "!=="].contains(name)
  }

  /// The variable that an expression begins with: `x` of `x.rows[0].count`.
  private func add(_ expression: some ExprSyntaxProtocol) {
    var current = ExprSyntax(expression)
    while true {
      if let member = current.as(MemberAccessExprSyntax.self), let base = member.base {
        current = base
      } else if let element = current.as(SubscriptCallExprSyntax.self) {
        current = element.calledExpression
      } else if let call = current.as(FunctionCallExprSyntax.self) {
        current = call.calledExpression
      } else if let unwrapped = current.as(ForceUnwrapExprSyntax.self) {
        current = unwrapped.expression
      } else if let chained = current.as(OptionalChainingExprSyntax.self) {
        current = chained.expression
      } else {
        if let name = current.as(DeclReferenceExprSyntax.self) { names.insert(name.baseName.text.filter { $0 != "`" }) }
        return
      }
    }
  }
}
