import JupyterKernel
import Testing

@testable import SwiftKernel

struct MagicTableTests {
  func sentence(_ name: String, _ form: Magic.Form) -> String? {
    let error = #expect(throws: ExecutionError.self) {
      try MagicTable.standard.magic(for: .init(name: name, form: form, argument: "", line: 1))
    }
    #expect(error?.name == "UnknownMagic")
    return error?.value
  }

  @Test(arguments: [
    ("tiem", Magic.Form.line, "%time"), ("tiem", .cell, "%%time"), ("timit", .line, "%timeit"), ("Who", .line, "%who"),
    ("rest", .line, "%reset"), ("shell", .line, "%%shell"), ("hlep", .line, "%help"), ("hlep", .cell, "%help"),
  ])
  func theNearestIsNamed(_ name: String, _ form: Magic.Form, _ nearest: String) {
    #expect(sentence(name, form)?.contains("Did you mean \(nearest)?") == true)
  }

  @Test func whatIsFarFromAllIsNotGuessed() {
    #expect(sentence("matplotlib", .line) == "There is no magic %matplotlib. %help lists all of them.")
  }

  @Test func othersCanBeAdded() async throws {
    var table = MagicTable.standard
    table.add(
      Magic("formula", .cell, parameters: "NAME", summary: "…") { call, _ throws(ExecutionError) in
        MIMEBundle(text: "\(call.argument): \(call.body)")
      })
    let call = Magic.Call(name: "formula", form: .cell, argument: "loss", body: "x^2", line: 1)
    #expect(try await table.magic(for: call).action(call, FakeContext()) == MIMEBundle(text: "loss: x^2"))
    let count = table.magics.count
    table.add(Magic("formula", .cell, summary: "another") { _, _ throws(ExecutionError) in nil })
    #expect(table.magics.count == count)
    #expect(table["formula", .cell]?.summary == "another")
    #expect(table["formula", .line] == nil)
  }
}
