import JSONTree
import NotebookFormat

@testable import Grading

/// A notebook of these cells: raw ones begin with `#`, Markdown ones with `md:`, and the others are code with an output.
func master(_ sources: String...) -> Notebook { master(sources) }

func master(_ sources: [String]) -> Notebook {
  let cells = sources.enumerated().map { index, source in
    let id = "master-\(index + 1)"
    if source.hasPrefix("md:") { return Cell(.markdown, id: id, source: String(source.dropFirst(3))) }
    let isRaw = source.hasPrefix("#")
    return Cell(
      isRaw ? .raw : .code, id: id, source: source,
      executionCount: isRaw ? nil : 7, outputs: isRaw ? [] : [.stream(name: "stdout", text: "OUTPUT\n")])
  }
  return Notebook(cells: cells, metadata: ["kernelspec": ["name": "unroll", "language": "swift"]])
}

/// A master with one question `q`: these cells between its markers.
func question(_ cells: [String], settings: String = "", configuration: String = "") -> Notebook {
  master(
    ["# ASSIGNMENT CONFIG\nname: lab\n\(configuration)", "# BEGIN QUESTION\nname: q\n\(settings)"] + cells
      + ["# END QUESTION"])
}

/// The cells of a solution.
func solution(_ cells: String...) -> [String] { ["# BEGIN SOLUTION"] + cells + ["# END SOLUTION"] }

func error(_ notebook: Notebook) -> AssignError? {
  do {
    _ = try MasterNotebook(parsing: notebook)
    return nil
  } catch {
    return error
  }
}

func sources(_ notebook: Notebook) -> [String] { notebook.cells.map(\.source) }
