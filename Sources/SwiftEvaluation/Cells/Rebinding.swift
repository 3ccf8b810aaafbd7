import SwiftParser
import SwiftSyntax

/// Cells with other initial values for their top-level variables.
enum Rebinding {
  /// `source`, with the initial value of every top-level variable that `bindings` names replaced.
  static func source(_ source: String, _ bindings: [String: String]) -> String {
    let file = Parser.parse(source: source)
    var edits: [(range: Range<Int>, text: String)] = []
    for statement in file.statements {
      guard case .decl(let declaration) = statement.item, let variable = declaration.as(VariableDeclSyntax.self) else {
        continue
      }
      for binding in variable.bindings {
        guard let name = binding.pattern.as(IdentifierPatternSyntax.self)?.identifier.text,
          let value = bindings[name], binding.accessorBlock == nil
        else { continue }
        if let initial = binding.initializer?.value {
          let start = initial.positionAfterSkippingLeadingTrivia.utf8Offset
          edits.append((start..<initial.endPositionBeforeTrailingTrivia.utf8Offset, value))
        } else {
          let end = binding.endPositionBeforeTrailingTrivia.utf8Offset
          edits.append((end..<end, " = \(value)"))
        }
      }
    }
    var bytes = Array(source.utf8)
    for edit in edits.reversed() { bytes.replaceSubrange(edit.range, with: edit.text.utf8) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
