import Testing

@testable import Grading

struct AssignmentConfigurationTests {
  @Test func readsItsSettings() throws {
    let configuration = try AssignmentConfiguration(
      "# ASSIGNMENT CONFIG\nname: lab-1\nversion: 2.5\ncheck_all_cell: true\nfiles: [a.txt, b/c.txt]\n"
        + "student_files: d\nautograder_files:\n  - e")
    #expect(configuration.name == "lab-1")
    #expect(configuration.version == "2.5")
    #expect(configuration.hasCheckAllCell)
    #expect(configuration.files == ["a.txt", "b/c.txt"])
    #expect(configuration.learnerFiles == ["d"])
    #expect(configuration.graderFiles == ["e"])
  }

  @Test func needsOnlyAName() throws {
    let configuration = try AssignmentConfiguration("name: lab")
    #expect(configuration.version == nil)
    #expect(!configuration.hasCheckAllCell)
    #expect(configuration.files == [])
  }

  @Test(arguments: [
    ("", nil, "the assignment needs a name: name: lab1"),
    ("name: a b", 1, "the name of the assignment is “a b”, and a name has 1 to 50 letters, digits, _ and -"),
    ("name: \"\"", 1, "the name of the assignment is “”, and a name has 1 to 50 letters, digits, _ and -"),
    ("name: a\nrequirements: x", 2, "Otter's key “requirements” has no counterpart here; take it out"),
    (
      "name: a\nchek_all_cell: true", 2,
      "# ASSIGNMENT CONFIG has no key “chek_all_cell”; did you mean “check_all_cell”?"
    ),
    ("name: a\nfiles: 3", 2, "“files” is a text or a list of texts, not 3"),
  ])
  func saysWhatIsWrong(_ yaml: String, _ line: Int?, _ reason: String) {
    let fault = #expect(throws: CellFault.self) { try AssignmentConfiguration(yaml) }
    #expect(fault == CellFault(line: line, reason: reason))
  }
}
