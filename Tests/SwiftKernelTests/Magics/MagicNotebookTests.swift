import JupyterKernel
import Testing

@testable import SwiftKernel

struct MagicNotebookTests {
  @Test func shellGetsTheLinesBelow() async throws {
    let context = FakeContext()
    #expect(try await context.use("%%shell", body: "a\nb") == nil)
    #expect(try await context.use("%%shell c", body: "d") == nil)
    #expect(context.did == ["$ a\nb", "$ c\nd"])
  }

  @Test func whoListsNames() async throws {
    let context = FakeContext(declared: [
      .init(name: "a", kind: "var", type: "Int"), .init(name: "norm", kind: "func"),
    ])
    #expect(try await context.use("%who") == MIMEBundle(text: "var   a     Int\nfunc  norm"))
    #expect(try await FakeContext().use("%who") == MIMEBundle(text: "Nothing is declared yet."))
  }

  @Test func resetForgets() async throws {
    let context = FakeContext()
    _ = try await context.use("%reset")
    #expect(context.did == ["reset"])
    #expect(context.shown.count == 1)
  }

  @Test func helpListsEveryMagic() async throws {
    let text = try await FakeContext().use("%help")?.plain ?? ""
    for magic in MagicTable.standard.magics {
      #expect(text.contains("\(magic.form.sign)\(magic.name)"))
      #expect(text.contains(magic.summary))
    }
    #expect(text.contains("!COMMAND"))
  }
}
