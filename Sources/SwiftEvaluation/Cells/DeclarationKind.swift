/// What a declaration declares, by the word that a scoped import uses for it.
package enum DeclarationKind: String, Sendable {
  case variable = "var"
  case function = "func"
  case structure = "struct"
  case `class`
  case enumeration = "enum"
  case `protocol`
  case alias = "typealias"

  package var isType: Bool { self != .variable && self != .function }
}
