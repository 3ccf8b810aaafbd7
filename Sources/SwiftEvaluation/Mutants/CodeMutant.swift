import SwiftOperators
import SwiftParser
import SwiftSyntax

/// A program with one small change: what somebody may write who is nearly right.
///
/// Mutation testing (DeMillo, Lipton, Sayward, "Hints on test data selection", Computer 11(4), 1978) turned on checks: a
/// check that cannot tell a mutant from the right answer lets that mistake through.
package struct CodeMutant: Equatable, Sendable {
  /// What was changed, and in which line: `line 2: “+” became “-”`.
  package let change: String
  /// The changed program.
  package let source: String

  /// All mutants of a program by one change each, no two alike: operators exchanged, terms, calls and transpositions
  /// dropped, arguments swapped, numbers off by one, names exchanged for other names of the program.
  package static func all(of source: String) -> [CodeMutant] {
    let file = Parser.parse(source: source)
    let collector = MutantCollector(bytes: Array(source.utf8))
    collector.walk(OperatorTable.standardOperators.foldAll(file, errorHandler: { _ in }))
    collector.exchangeNames(in: file)
    var seen: Set<String> = [source]
    return collector.mutants.filter { seen.insert($0.source).inserted }
  }
}

/// Collects the mutants of a file whose operators are folded into trees.
private final class MutantCollector: SyntaxVisitor {
  private let bytes: [UInt8]
  private(set) var mutants: [CodeMutant] = []
  private static let exchanged = [
    "+": ["-"], "-": ["+"], "*": ["+", "/"], "/": ["*"], "<": ["<=", ">"], "<=": ["<"], ">": [">=", "<"], ">=": [">"],
    "==": ["!="], "!=": ["=="], "..<": ["..."], "...": ["..<"], "&&": ["||"], "||": ["&&"], "+=": ["-="], "-=": ["+="],
    "*=": ["+="],
  ]

  init(bytes: [UInt8]) {
    self.bytes = bytes
    super.init(viewMode: .sourceAccurate)
  }

  override func visit(_ node: InfixOperatorExprSyntax) -> SyntaxVisitorContinueKind {
    if let sign = node.operator.as(BinaryOperatorExprSyntax.self)?.operator {
      for other in Self.exchanged[sign.text] ?? [] { replace(sign, with: other) }
      if ["+", "-", "*", "/"].contains(sign.text) {
        replace(node, with: text(node.leftOperand), "dropped “\(text(node.rightOperand))”")
        replace(node, with: text(node.rightOperand), "dropped “\(text(node.leftOperand))”")
      }
    }
    return .visitChildren
  }

  override func visit(_ node: FunctionCallExprSyntax) -> SyntaxVisitorContinueKind {
    let arguments = Array(node.arguments)
    if let member = node.calledExpression.as(MemberAccessExprSyntax.self), let base = member.base, arguments.count < 2 {
      replace(node, with: text(base), "dropped “.\(member.declName.baseName.text)(…)”")
    }
    if arguments.count == 1, node.calledExpression.is(DeclReferenceExprSyntax.self) {
      replace(node, with: text(arguments[0].expression), "dropped the call of “\(text(node.calledExpression))”")
    }
    for (first, second) in zip(arguments, arguments.dropFirst()) where first.label?.text == second.label?.text {
      swap(first.expression, second.expression)
    }
    if let member = node.calledExpression.as(MemberAccessExprSyntax.self), let base = member.base, arguments.count == 1,
      arguments[0].label == nil
    {
      swap(base, arguments[0].expression)
    }
    return .visitChildren
  }

  override func visit(_ node: SubscriptCallExprSyntax) -> SyntaxVisitorContinueKind {
    let arguments = Array(node.arguments)
    for (first, second) in zip(arguments, arguments.dropFirst()) { swap(first.expression, second.expression) }
    return .visitChildren
  }

  override func visit(_ node: MemberAccessExprSyntax) -> SyntaxVisitorContinueKind {
    if node.declName.baseName.text == "T", let base = node.base { replace(node, with: text(base), "dropped “.T”") }
    return .visitChildren
  }

  override func visit(_ node: IntegerLiteralExprSyntax) -> SyntaxVisitorContinueKind {
    if let number = Int(node.literal.text) {
      replace(node.literal, with: "\(number + 1)")
      replace(node.literal, with: number == 0 ? "-1" : "\(number - 1)")
    }
    return .visitChildren
  }

  override func visit(_ node: FloatLiteralExprSyntax) -> SyntaxVisitorContinueKind {
    if let number = Double(node.literal.text) { replace(node.literal, with: "\(number + 1)") }
    return .visitChildren
  }

  /// Every use of a name is exchanged for each of the program's other names with the same first letter, or as short.
  func exchangeNames(in file: SourceFileSyntax) {
    var uses: [TokenSyntax] = []
    var known: Set<String> = []
    for token in file.tokens(viewMode: .sourceAccurate) {
      guard case .identifier(let name) = token.tokenKind else { continue }
      if token.parent?.is(IdentifierPatternSyntax.self) == true { known.insert(name) }
      guard let reference = token.parent?.as(DeclReferenceExprSyntax.self),
        reference.parent?.as(MemberAccessExprSyntax.self)?.declName != reference
      else { continue }
      if reference.parent?.as(FunctionCallExprSyntax.self)?.calledExpression == ExprSyntax(reference) { continue }
      uses.append(token)
      known.insert(name)
    }
    for use in uses {
      for other in known.sorted() where other != use.text && Self.isAlike(other, use.text) { replace(use, with: other) }
    }
  }

  private static func isAlike(_ first: String, _ second: String) -> Bool {
    first.first == second.first
      || (first.count == second.count && first.first?.isUppercase == second.first?.isUppercase)
  }

  // MARK: Changes

  private func text(_ node: some SyntaxProtocol) -> String { node.trimmedDescription }

  private func range(_ node: some SyntaxProtocol) -> Range<Int> {
    node.positionAfterSkippingLeadingTrivia.utf8Offset..<node.endPositionBeforeTrailingTrivia.utf8Offset
  }

  private func replace(_ node: some SyntaxProtocol, with new: String, _ words: String? = nil) {
    add([(range(node), new)], words ?? "“\(text(node))” became “\(new)”")
  }

  private func swap(_ first: some SyntaxProtocol, _ second: some SyntaxProtocol) {
    add(
      [(range(first), text(second)), (range(second), text(first))],
      "“\(text(first))” and “\(text(second))” were swapped")
  }

  private func add(_ edits: [(range: Range<Int>, text: String)], _ words: String) {
    var changed = bytes
    for edit in edits.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
      changed.replaceSubrange(edit.range, with: edit.text.utf8)
    }
    let first = edits.map(\.range.lowerBound).min() ?? 0
    let line = bytes[..<first].count { $0 == UInt8(ascii: "\n") } + 1
    mutants.append(CodeMutant(change: "line \(line): \(words)", source: String(decoding: changed, as: UTF8.self)))
  }
}
