import Foundation
import JSONTree
import RandomJSON
import Testing

@testable import NotebookFormat

struct NotebookTests {
  @Test(arguments: golden)
  func whatIsOnlyReadAndWrittenIsIdentical(_ name: String) throws {
    let text = try goldenText(name)
    #expect(try Notebook(parsing: text).text == text)
  }

  @Test(arguments: golden)
  func cellsAreTheSameHoweverTheTextIsSpelled(_ name: String) throws {
    guard name != "after.ipynb" else { return }
    let notebook = try Notebook(parsing: goldenText(name))
    #expect(notebook.cells.map(\.kind) == [.markdown, .code, .raw, .code, .markdown])
    #expect(notebook.cells.map(\.id) == (name == "minor4.ipynb" ? .init(repeating: nil, count: 5) : ids))
    #expect(notebook.cells[0].source == "# Title\n\nText with $x^2$ and \\ and \"quotes\"")
    #expect(notebook.language == "swift")
    #expect(notebook.metadata["title"] == "Prüfung")
    #expect(notebook.cells[4].attachments?["a.png"]?["image/png"]?.stringValue?.hasPrefix("iVBOR") == true)

    let code = notebook.cells[1]
    #expect(code.executionCount == 2)
    #expect(code.metadata["tags"] == ["a", "b"])
    try #require(code.outputs.count == 5)
    #expect(code.outputs[0] == .stream(name: "stdout", text: "one\ntwo é 𝄞 \u{2028} three\r\nfour"))
    #expect(code.outputs[1] == .stream(name: "stderr", text: ""))
    #expect(code.outputs[2]["image/svg+xml"] == "<svg>\n</svg>")
    #expect(code.outputs[2]["application/vnd.plot+json"] == ["not\n", "joined"])
    #expect(
      code.outputs[3] == .executeResult(executionCount: 2, data: ["text/html": "<b>\n1</b>", "text/plain": "1"])
        || name.hasPrefix("t") || name.hasPrefix("o") || name.hasPrefix("p"), "members are in another order there")
    #expect(
      code.outputs[4]
        == .error(
          name: "Trap", value: "index 3\nout of range", traceback: ["\u{1B}[31mline 1\u{1B}[0m", "line\n2"]))
  }

  let ids = ["title", "code", "raw", "empty", "picture"]

  // MARK: Editing

  /// nbformat made the same edits and wrote the whole anew.
  @Test func editsGiveTheTextThatNbformatWouldWrite() throws {
    var notebook = try Notebook(parsing: goldenText("before.ipynb"))
    notebook[0].source = "# Title\n\nNew\n"
    notebook[1].executionCount = 3
    notebook[1].outputs = [
      notebook[1].outputs[0], .executeResult(executionCount: 3, data: ["text/plain": "[1,\n 2]"]),
    ]
    notebook[1].metadata = ["rate": 0.1, "collapsed": false]
    notebook.remove(at: 2)
    notebook[2].outputs.append(merging: .stream(name: "stdout", text: "was "))
    notebook[2].outputs.append(merging: .stream(name: "stdout", text: "empty\n"))
    notebook.insert(Cell(.code, id: "new", source: "print(1)"), at: 1)
    notebook.metadata = [
      "title": "Prüfung", "language_info": ["name": "swift", "file_extension": ".swift"],
      "kernelspec": ["name": "unroll", "display_name": "Swift (unroll)", "language": "swift"],
    ]
    #expect(
      String(decoding: notebook.text, as: UTF8.self) == String(decoding: try goldenText("after.ipynb"), as: UTF8.self))
    let read = try Notebook(parsing: notebook.text)
    #expect(read.cells.map(\.json.sorted) == notebook.cells.map(\.json.sorted))
  }

  @Test(arguments: golden)
  func settingACellToItselfChangesNothing(_ name: String) throws {
    let text = try goldenText(name)
    var notebook = try Notebook(parsing: text)
    for index in notebook.cells.indices { notebook[index] = notebook.cells[index] }
    notebook.metadata = notebook.metadata
    #expect(notebook.text == text)
  }

  /// Everything but the lines of the named part is as it was, whatever the style.
  @Test(arguments: ["two_spaces_ascii.ipynb", "one_line.ipynb", "tabs_crlf.ipynb", "python.ipynb"])
  func anEditLeavesEveryOtherByte(_ name: String) throws {
    let old = String(decoding: try goldenText(name), as: UTF8.self)
    var notebook = try Notebook(parsing: Array(old.utf8))
    notebook[2].source = "still é raw"
    let new =
      name.hasPrefix("t") && name.hasSuffix("ascii.ipynb") || name == "python.ipynb"
      ? #"still \u00e9 raw"# : "still é raw"
    #expect(
      String(decoding: notebook.text, as: UTF8.self)
        == old.replacing("\"source\": \"raw\"", with: "\"source\": \"\(new)\""))
    #expect(try Notebook(parsing: notebook.text).cells == notebook.cells)
  }

  @Test func aCellThatBecomesAnotherKindLosesWhatOnlyCodeHas() throws {
    var notebook = try Notebook(parsing: goldenText("before.ipynb"))
    notebook[1].kind = .markdown
    let text = String(decoding: notebook.text, as: UTF8.self)
    #expect(!text.contains("Trap"))
    notebook[1].kind = .code
    notebook[2].kind = .code
    #expect(try Notebook(parsing: notebook.text).cells[2] == Cell(.code, id: "raw", source: "raw"))
  }

  @Test func cellsHaveNamesWhereTheFormatHas() throws {
    var old = try Notebook(parsing: goldenText("minor4.ipynb"))
    old.insert(Cell(.code, id: "unwanted", source: ""), at: 5)
    #expect(old.cells[5].id == nil)
    #expect(!String(decoding: old.text, as: UTF8.self).contains("unwanted"))
    var new = Notebook(cells: [Cell(.code, source: "1")])
    new.insert(Cell(.code, source: "2"), at: 0)
    #expect(new.cells.allSatisfy { $0.id?.count == 8 })
    #expect(try Notebook(parsing: new.text).cells == new.cells)
  }

  /// Any sequence of edits: the text reads back as the cells, and what was not touched is spelled as before.
  @Test(arguments: golden)
  func anyEditsReadBack(_ name: String) throws {
    var random = Random(seed: 7)
    for _ in 0..<30 {
      var notebook = try Notebook(parsing: goldenText(name))
      for _ in 0..<Int.random(in: 1...12, using: &random) {
        let index = Int.random(in: 0..<notebook.cells.count, using: &random)
        switch Int.random(in: 0..<6, using: &random) {
        case 0: notebook[index].source = JSONValue.randomString(using: &random)
        case 1: notebook[index].metadata = ["a": .random(depth: 3, using: &random)]
        case 2 where notebook.cells.count > 1: notebook.remove(at: index)
        case 3:
          notebook.insert(Cell(.allCases[index % 3], source: JSONValue.randomString(using: &random)), at: index)
        case 4 where notebook.cells[index].kind == .code:
          notebook[index].outputs.append(
            merging: .stream(name: "stdout", text: JSONValue.randomString(using: &random)))
        case 5 where !notebook.cells[index].outputs.isEmpty: notebook[index].outputs.removeFirst()
        default: notebook[index].kind = .allCases[Int.random(in: 0..<3, using: &random)]
        }
      }
      let read = try Notebook(parsing: notebook.text)
      #expect(read.cells.map(\.json.sorted.text) == notebook.cells.map(\.json.sorted.text))
      #expect(read.text == notebook.text)
    }
  }

  // MARK: Damage

  @Test func aDamagedNotebookIsReadOrRefusedWithItsPlace() throws {
    var random = Random(seed: 8)
    let whole = try goldenText("before.ipynb")
    for _ in 0..<1500 {
      var text = whole
      for _ in 0...Int.random(in: 0...2, using: &random) {
        let place = Int.random(in: 0..<text.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: text.insert(UInt8.random(in: .min ... .max, using: &random), at: place)
        case 1: text.remove(at: place)
        default: text[place] = UInt8.random(in: .min ... .max, using: &random)
        }
      }
      do {
        #expect(try Notebook(parsing: text).text == text)
      } catch {
        let position = try #require(error.position)
        #expect((0...text.count).contains(position.offset), "\(error)")
        #expect(position.line <= 200)
      }
    }
  }
}
