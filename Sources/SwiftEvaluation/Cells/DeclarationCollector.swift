import SwiftSyntax

/// Collects what the statements of a cell declare at the top level.
final class DeclarationCollector {
  private(set) var declarations: [CellSyntax.Declaration] = []
  private(set) var extensions: [CellSyntax.Extension] = []
  private(set) var operators: [String] = []
  private(set) var imports: [String] = []
  private(set) var variables: [Int] = []

  func collect(_ statements: CodeBlockItemListSyntax) {
    for statement in statements {
      if case .decl(let declaration) = statement.item { collect(declaration) }
    }
  }

  private func collect(_ declaration: DeclSyntax) {
    switch declaration.as(DeclSyntaxEnum.self) {
    case .variableDecl(let node):
      for binding in node.bindings { collect(binding.pattern, of: node) }
      if node.attributes.isEmpty, node.modifiers.isEmpty {
        variables.append(node.bindingSpecifier.positionAfterSkippingLeadingTrivia.utf8Offset)
      }
    case .functionDecl(let node): add(node.name, .function, node, signature: Self.signature(of: node))
    case .structDecl(let node): add(node.name, .structure, node)
    case .classDecl(let node): add(node.name, .class, node)
    case .actorDecl(let node): add(node.name, .class, node)
    case .enumDecl(let node): add(node.name, .enumeration, node)
    case .protocolDecl(let node): add(node.name, .protocol, node)
    case .typeAliasDecl(let node): add(node.name, .alias, node)
    case .operatorDecl(let node): operators.append(node.name.text)
    case .precedenceGroupDecl(let node): operators.append(node.name.text)
    case .importDecl(let node): imports.append(node.trimmedDescription)
    case .extensionDecl(let node): extensions.append(Self.extension(node))
    case .ifConfigDecl(let node):
      for clause in node.clauses {
        if case .statements(let statements) = clause.elements { collect(statements) }
      }
    default: break
    }
  }

  private func add(
    _ name: TokenSyntax, _ kind: DeclarationKind, _ node: some DeclSyntaxProtocol, signature: String = ""
  ) {
    let name = name.text.filter { $0 != "`" }
    declarations.append(.init(name: name, kind: kind, signature: signature, source: node.trimmedDescription))
  }

  /// All names that a pattern binds: `let (a, b) = …` has two.
  private func collect(_ pattern: PatternSyntax, of node: VariableDeclSyntax) {
    if let name = pattern.as(IdentifierPatternSyntax.self) {
      add(name.identifier, .variable, node)
    } else if let tuple = pattern.as(TuplePatternSyntax.self) {
      for element in tuple.elements { collect(element.pattern, of: node) }
    }
  }

  private static func signature(of function: FunctionDeclSyntax) -> String {
    let parameters = function.signature.parameterClause.parameters.map { parameter in
      let ellipsis = parameter.ellipsis == nil ? "" : "..."
      return "\(parameter.firstName.text): \(parameter.type.trimmedDescription)\(ellipsis)"
    }
    let generics = function.genericParameterClause?.trimmedDescription ?? ""
    let constraints = function.genericWhereClause?.trimmedDescription ?? ""
    return "\(generics)(\(parameters.joined(separator: ", ")))\(constraints)"
  }

  private static func `extension`(_ node: ExtensionDeclSyntax) -> CellSyntax.Extension {
    let protocols = node.inheritanceClause?.inheritedTypes.map { lastName($0.type.trimmedDescription) } ?? []
    let inner = DeclarationCollector()
    var members: [String] = []
    var contents = Set(protocols.map { ": \($0)" })
    for member in node.memberBlock.members {
      inner.collect(member.decl)
      if member.decl.is(InitializerDeclSyntax.self) || member.decl.is(SubscriptDeclSyntax.self) {
        members.append("init")
        contents.insert(member.decl.trimmedDescription.prefix { $0 != "{" }.description)
      }
    }
    for declaration in inner.declarations {
      members.append(declaration.name)
      contents.insert("\(declaration.name)\(declaration.signature)")
    }
    return .init(
      type: lastName(node.extendedType.trimmedDescription), protocols: protocols, members: members, contents: contents,
      source: node.trimmedDescription)
  }

  private static func lastName(_ type: String) -> String {
    let base = type.prefix { $0 != "<" }
    return base.split(separator: ".").last.map { $0.trimmingPrefix { $0 == " " } }.map(String.init) ?? type
  }
}
