import SwiftParser
import SwiftSyntax

/// What a cell's source says, as far as the grammar alone can tell.
package struct CellSyntax: Sendable {
  /// A declaration at the top level that other cells can name.
  package struct Declaration: Equatable, Sendable {
    package let name: String
    package let kind: DeclarationKind
    /// What tells overloads apart: labels and types of parameters, as they are written. Empty for all but functions.
    package let signature: String
    /// The text of the whole declaration.
    package let source: String
  }

  /// An extension at the top level.
  package struct Extension: Equatable, Sendable {
    /// The last part of the extended type's name.
    package let type: String
    package let protocols: [String]
    package let members: [String]
    /// Members and protocols as texts; a later extension that has them all replaces this one.
    package let contents: Set<String>
    package let source: String

    /// Whether another extension, of a later cell, has all that this one has.
    func isReplaced(by later: Extension) -> Bool { type == later.type && contents.isSubset(of: later.contents) }
  }

  package let declarations: [Declaration]
  package let extensions: [Extension]
  /// Operators and precedence groups that are declared.
  package let operators: [String]
  /// The `import` declarations, as they are written.
  package let imports: [String]
  /// Every identifier and operator that occurs.
  package let mentions: Set<String>
  /// Variables that the cell changes, or calls a method of as a statement of its own.
  package let mutations: Set<String>
  /// The bytes of the last statement, if it is an expression whose value is to be shown.
  package let lastExpression: Range<Int>?
  /// Whether the top level waits for something.
  package let awaits: Bool
  /// Lines at which an error may leave the cell.
  package let throwingLines: [Int]
  /// Where the declarations of top-level variables begin, those that belong to an actor or to a task excepted.
  package let variables: [Int]

  package init(_ source: String) {
    let file = Parser.parse(source: source)
    let collector = DeclarationCollector()
    collector.collect(file.statements)
    declarations = collector.declarations
    extensions = collector.extensions
    operators = collector.operators
    imports = collector.imports
    variables = collector.variables
    mentions = Self.mentions(in: file)
    let changes = Mutations(viewMode: .sourceAccurate)
    changes.walk(file)
    mutations = changes.names
    lastExpression = Self.shownExpression(of: file.statements)
    let finder = TopLevelEffects(viewMode: .sourceAccurate)
    finder.walk(file)
    awaits = finder.awaits
    let bytes = Array(source.utf8)
    throwingLines = Set(finder.throwing.map { bytes[..<$0].count(where: { $0 == UInt8(ascii: "\n") }) + 1 }).sorted()
  }

  /// Whether later cells must open this one's module to see what is in it: members, conformances, operators.
  package var opens: Bool { !extensions.isEmpty || !operators.isEmpty || declarations.contains { $0.kind.isType } }

  private static func mentions(in file: SourceFileSyntax) -> Set<String> {
    var names: Set<String> = []
    for token in file.tokens(viewMode: .sourceAccurate) {
      switch token.tokenKind {
      case .identifier(let name): names.insert(name.filter { $0 != "`" && $0 != "$" })
      case .binaryOperator(let name), .prefixOperator(let name), .postfixOperator(let name): names.insert(name)
      default: break
      }
    }
    return names
  }

  /// The last statement where it is an expression that has a value: no assignment, no `if` or `switch`, and not ended by
  /// a semicolon, by which a learner says that nothing is to be shown.
  private static func shownExpression(of statements: CodeBlockItemListSyntax) -> Range<Int>? {
    guard let last = statements.last, last.semicolon == nil, case .expr(let expression) = last.item,
      !expression.is(IfExprSyntax.self), !expression.is(SwitchExprSyntax.self),
      !expression.is(MacroExpansionExprSyntax.self), !isAssignment(expression), !expression.hasError
    else { return nil }
    return expression.positionAfterSkippingLeadingTrivia
      .utf8Offset..<expression.endPositionBeforeTrailingTrivia.utf8Offset
  }

  private static func isAssignment(_ expression: ExprSyntax) -> Bool {
    if let inner = expression.as(TryExprSyntax.self) { return isAssignment(inner.expression) }
    if let inner = expression.as(AwaitExprSyntax.self) { return isAssignment(inner.expression) }
    guard let sequence = expression.as(SequenceExprSyntax.self) else { return false }
    return sequence.elements.contains(where: Mutations.assigns)
  }
}
