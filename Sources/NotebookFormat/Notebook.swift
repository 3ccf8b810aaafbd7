package import JSONTree

/// A notebook: a document of format 4 (`.ipynb`), and its cells as values.
///
/// The text is kept: a notebook that is only read and written is identical in bytes. Setting a cell changes in the text
/// only those parts of the cell that differ, in the style of the document.
///
/// ```swift
/// var notebook = try Notebook(contentsOf: "tour.ipynb")
/// notebook[3].outputs = []
/// try notebook.write(to: "tour.ipynb")
/// ```
package struct Notebook: Sendable {
  /// The text as a tree.
  private var document: JSONDocument
  /// The cells in their order; change them by the notebook's subscript.
  package private(set) var cells: [Cell]

  /// The version of the format is 4 and this.
  package let minorVersion: Int

  /// The newest version of the format that is known here.
  static let newestMinorVersion = 5

  /// Reads the text of a notebook.
  package init(parsing text: [UInt8]) throws(NotebookError) {
    let document: JSONDocument
    do {
      document = try JSONDocument(parsing: text, as: .notebook)
    } catch {
      throw NotebookError(
        file: nil, position: TextPosition(offset: error.offset, in: text[...]), reason: error.reason)
    }
    let decoder = NotebookDecoder(text: text)
    minorVersion = try decoder.minorVersion(document.root)
    cells = try decoder.cells(document.root)
    self.document = document
  }

  /// A new notebook of format 4.5, in nbformat's style. Cells without a name get one.
  package init(cells: [Cell], metadata: JSONValue = [:]) {
    minorVersion = Self.newestMinorVersion
    self.cells = cells.map { cell in
      var cell = cell
      cell.id = cell.id ?? Cell.newID()
      return cell
    }
    document = JSONDocument(
      [
        "cells": .array(self.cells.map(\.json)), "metadata": metadata, "nbformat": 4,
        "nbformat_minor": .integer(minorVersion),
      ], style: .nbformat)
  }

  /// The text.
  package var text: [UInt8] { document.bytes }

  /// What is said of the whole notebook: an object.
  package var metadata: JSONValue {
    get { document[["metadata"]].map(JSONValue.init) ?? [:] }
    set { document.set(["metadata"], to: newValue) }
  }

  /// The language that the cells are written in, in lower case, as far as the notebook says.
  package var language: String? {
    let metadata = metadata
    return (metadata["language_info"]?["name"] ?? metadata["kernelspec"]?["language"])?.stringValue?.lowercased()
  }

  // MARK: Editing

  /// The cell at `index`. Setting it changes the parts that differ, and nothing else in the text.
  package subscript(index: Int) -> Cell {
    get { cells[index] }
    set {
      let edit = CellEdit(document: document, path: ["cells", .index(index)])
      document = edit.changing(from: cells[index], to: newValue)
      cells[index] = newValue
    }
  }

  /// Puts a cell at `index`. It gets a name, or loses it, as the notebook's version of the format wants.
  package mutating func insert(_ cell: Cell, at index: Int) {
    var cell = cell
    cell.id = minorVersion >= 5 ? cell.id ?? Cell.newID() : nil
    cells.insert(cell, at: index)
    document.insert(cell.json, at: ["cells", .index(index)])
  }

  /// Removes the cell at `index`.
  package mutating func remove(at index: Int) {
    cells.remove(at: index)
    document.remove(["cells", .index(index)])
  }
}
