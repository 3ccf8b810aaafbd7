import JSONTree
import JupyterKernel
import Testing

@testable import SwiftKernel

struct NameServiceTests {
  let service = NameService(server: nil, magics: .standard)
  let notebook = NameService.Notebook(
    declarations: "", names: [.init(name: "norm", kind: "func"), .init(name: "Number", kind: "struct")])

  @Test func withoutAServerTheNotebooksNamesAreKnown() async {
    #expect(await service.complete("n", cursor: 1, in: notebook).matches.map(\.text) == ["norm", "Number"])
    #expect(await service.complete("no", cursor: 2, in: notebook).matches.map(\.text) == ["norm"])
    #expect(await service.complete("a.n", cursor: 3, in: notebook).matches.isEmpty)
    let explained = await service.inspect("norm(", cursor: 5, detail: 0, in: notebook) { "func \($0)() { }" }
    #expect(explained?.data["text/plain"] == "func norm() { }")
    #expect(await service.inspect("norm", cursor: 2, detail: 0, in: notebook) { _ in nil } == nil)
    #expect(await service.inspect(" ", cursor: 0, detail: 0, in: notebook) { _ in "x" } == nil)
  }

  @Test func magicsAreCompleted() async {
    for (code, matches, range) in [
      ("%ti", ["%time", "%timeit"], 0..<3), ("%%ti", ["%%time", "%%timeit"], 0..<4), ("a\n%wh", ["%who"], 2..<5),
      ("%nothing", [], 0..<8),
    ] {
      let completion = await service.complete(code, cursor: code.count, in: notebook)
      #expect(completion.matches.map(\.text) == matches)
      #expect(completion.range == range)
    }
  }

  @Test func overloadsAreOneMatchInTheServersOrder() {
    let items: [JSONValue] = [
      ["label": "index(after: Int)", "sortText": "2", "kind": 2, "detail": "Int"],
      ["label": "index(before: Int)", "sortText": "3", "kind": 2, "detail": "Int"],
      ["label": "indices", "sortText": "1", "kind": 10, "detail": "Range<Int>"],
      ["label": "other", "sortText": "0"], ["label": "+(a: Int)", "sortText": "0"], ["no": "label"], 7,
    ]
    #expect(
      NameService.matches(items, prefix: "in")
        == [
          .init("indices", kind: "property", signature: "indices: Range<Int>"),
          .init("index", kind: "method", signature: "index(after: Int) -> Int"),
        ])
  }
}
