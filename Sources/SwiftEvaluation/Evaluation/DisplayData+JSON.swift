import Foundation
package import JSONTree
package import NotebookDisplay

extension JSONValue {
  /// What is shown, as a notebook has it: an object from MIME types, bytes in base64.
  package init(_ data: DisplayData) {
    self = .object(
      data.representations.map { representation in
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
