import JSONTree
import NotebookFormat
import Testing

@testable import Grading

struct CellRoleTests {
  @Test(arguments: CellRole.allCases)
  func standsInTheMetadata(_ role: CellRole) throws {
    let cell = Cell(.code, id: "a", source: "", metadata: ["tags": ["x"]]).with(role, of: "q")
    let read = try Notebook(parsing: Notebook(cells: [cell]).text).cells[0]
    #expect(read.role == role)
    #expect(read.question == "q")
    #expect(read.metadata["tags"] == ["x"])
    #expect(read.metadata["editable"] == (role == .answer ? nil : false))
  }

  @Test(arguments: [[:], ["unroll": 1], ["unroll": ["role": "king", "question": 3]]] as [JSONValue])
  func otherMetadataSayNothing(_ metadata: JSONValue) {
    let cell = Cell(.code, source: "", metadata: metadata)
    #expect(cell.role == nil)
    #expect(cell.question == nil)
  }
}
