/// What `# ASSIGNMENT CONFIG` says.
package struct AssignmentConfiguration: Equatable, Sendable {
  /// The name of the lab, by which a grader knows submissions of it.
  package let name: String
  /// Which edition of the lab it is; nil where the master does not say.
  package let version: String?
  /// Whether the learner's version ends in a cell that runs every check.
  package let hasCheckAllCell: Bool
  /// Files that both versions need; paths from the master's folder.
  package let files: [String]
  /// Files for the learner's version alone.
  package let learnerFiles: [String]
  /// Files for the grader's version alone.
  package let graderFiles: [String]

  /// The variable that seeds random numbers; nil where there is none.
  package let seed: SeedVariable?

  private static let keys = ["name", "version", "check_all_cell", "seed", "files", "student_files", "autograder_files"]

  private static let foreign: Set = [
    "channel_priority_strict", "config_file", "environment", "export_cell", "generate", "ignore_modules", "init_cell",
    "overwrite_requirements", "plugins", "python_version", "requirements", "run_tests", "runs_on", "save_environment",
    "show_question_points", "solutions_pdf", "strip_solutions_from_all_cells", "suppress_no_tests_warning",
    "template_pdf", "tests", "variables",
  ]

  /// Reads the source of the marker's cell.
  init(_ yaml: String) throws(CellFault) {
    let settings = try Settings(yaml, of: Marker.configuration.text, known: Self.keys, foreign: Self.foreign)
    guard let name = try settings.string("name") else {
      throw CellFault(line: settings.line(of: "name"), reason: "the assignment needs a name: name: lab1")
    }
    self.name = try checkedName(name, of: "the assignment", line: settings.line(of: "name"))
    version = try settings.string("version", orNumber: true)
    hasCheckAllCell = try settings.boolean("check_all_cell") ?? false
    let line = settings.line(of: "seed")
    seed = try settings.mapping("seed").map { mapping throws(CellFault) in try SeedVariable(mapping, line: line) }
    files = try settings.strings("files") ?? []
    learnerFiles = try settings.strings("student_files") ?? []
    graderFiles = try settings.strings("autograder_files") ?? []
  }
}

/// `name`, if it can stand in Swift, in a cell's name and in a file's: up to 50 ASCII letters, digits, `_` and `-`.
func checkedName(_ name: String, of owner: String, line: Int?) throws(CellFault) -> String {
  let isPlain = name.utf8.allSatisfy { byte in
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: false
    }
  }
  guard isPlain, (1...50).contains(name.utf8.count) else {
    throw CellFault(
      line: line,
      reason: "the name of \(owner) is “\(name.prefix(60))”, and a name has 1 to 50 letters, digits, _ and -")
  }
  return name
}
