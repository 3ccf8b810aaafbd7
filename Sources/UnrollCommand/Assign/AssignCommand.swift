import ArgumentParser
import Foundation
import Grading

/// `unroll assign`: makes of a master notebook what learners get and what grading needs.
struct AssignCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "assign", abstract: "Make the learner's and the grader's version of a lab's master notebook.",
    discussion: """
      Writes DIR/learner/NAME.ipynb and DIR/grader/NAME.ipynb, NAME.ipynb being the master's name, and beside them the \
      files that the master lists. Where anything is wrong, nothing is written.
      """)

  @Argument(help: "The master notebook (.ipynb).", completion: .file(extensions: ["ipynb"]))
  var master: String

  @Argument(help: "The folder for both versions; it is made if it is not there.", completion: .directory)
  var directory: String

  func run() throws {
    let report = try Assignment.write(master: URL(filePath: master), to: URL(filePath: directory))
    print(report.summary)
    for file in report.files { print(file) }
  }
}
