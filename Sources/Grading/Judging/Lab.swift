package import Foundation
package import JSONTree
import WholeFiles

/// A lab as its checks need it: the questions, and how each is checked. `unroll assign` writes it into one file, which no
/// learner's folder has.
package struct Lab: Sendable {
  /// A question.
  package struct Question: Sendable {
    package let name: String
    /// What it is called where people read it.
    package let title: String
    package let points: Double
    package let check: CheckSpecification
    package let cases: [CheckCase]
  }

  /// The name of the lab.
  package let name: String
  package let questions: [Question]

  package subscript(name: String) -> Question? { questions.first { $0.name == name } }

  /// Why a file is no lab.
  package struct Malformed: Error, Equatable, CustomStringConvertible {
    package let description: String
  }

  /// Reads what ``json(name:questions:)`` has written.
  package init(_ json: JSONValue) throws(Malformed) {
    guard let name = json["lab"]?.stringValue, let list = json["questions"]?.arrayValue else {
      throw Malformed(description: "This is no lab: it needs `lab` and `questions`.")
    }
    var questions: [Question] = []
    for question in list {
      guard let name = question["name"]?.stringValue, let check = question["check"] else {
        throw Malformed(description: "A question of a lab needs `name` and `check`.")
      }
      do {
        questions.append(
          Question(
            name: name, title: question["title"]?.stringValue ?? name,
            points: question["points"]?.doubleValue ?? 1, check: try CheckSpecification(check),
            cases: try (question["cases"]?.arrayValue ?? []).map { try CheckCase($0) }))
      } catch {
        throw Malformed(description: "Question \(name): \(error).")
      }
    }
    (self.name, self.questions) = (name, questions)
  }

  /// Reads a file.
  package init(contentsOf file: URL) throws {
    let bytes = try FileReader.contents(of: file.path)
    do {
      try self.init(JSONValue(parsing: bytes[...]))
    } catch let error as JSONValue.SyntaxError {
      throw Malformed(description: "\(file.lastPathComponent), byte \(error.offset): \(error.reason).")
    }
  }
}
