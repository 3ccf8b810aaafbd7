import Foundation
package import JSONTree
package import NotebookDisplay

extension JSONValue {
  /// What is shown, as a notebook has it: an object from MIME types, bytes in base64.
  ///
  /// JSON that its value likes less than plain text is for programs: front ends would prefer its tree to the text.
  package init(_ data: DisplayData) {
    let plain = data.representations.firstIndex { $0.type == .plain } ?? data.representations.endIndex
    let shown = data.representations[..<plain] + data.representations[plain...].filter { $0.type != .json }
    self = .object(
      shown.map { representation in
        let value: JSONValue
        switch representation.content {
        case .bytes(let bytes): value = .string(Data(bytes).base64EncodedString())
        case .text(let text) where representation.type == .json:
          value = (try? JSONValue(parsing: Array(text.utf8)[...])) ?? .string(text)
        case .text(let text): value = .string(text)
        }
        return Member(name: representation.type.name, value: value)
      })
  }
}
