import JSONTree
import NotebookFormat
import Testing

@testable import Grading

struct ContentVersionTests {
  func version(_ notebook: Notebook) throws -> String? {
    let master = try MasterNotebook(parsing: notebook)
    let versions = [master.learnerVersion(), master.graderVersion(), master.solvedVersion()]
      .map { $0.metadata["unroll"]?["version"]?.stringValue }
    #expect(Set(versions).count == 1)
    return versions[0]
  }

  @Test func changesWithWhatLearnersSeeAlone() throws {
    let first = try version(question(["md:text"] + solution("a = 1 // SOLUTION")))
    #expect(first?.count == 16)
    #expect(try version(question(["md:text"] + solution("a = 2 // SOLUTION"))) == first)
    #expect(try version(question(["md:texts"] + solution("a = 1 // SOLUTION"))) != first)
    #expect(try version(question(["md:te", "md:xt"] + solution("a = 1 // SOLUTION"))) != first)
  }

  /// The published values of 64-bit FNV-1a of nothing, as a check of the constants.
  @Test func ofNothingIsTheOffsetBasis() {
    #expect(ContentVersion.of([]) == "cbf29ce484222325")
  }
}
