import JSONTree

/// What Jupyter must know to start our kernel: the contents of `kernel.json`.
package struct Kernelspec: Equatable, Sendable {
  /// The name by which notebooks ask for the kernel, and of its folder.
  package static let name = "unroll"

  /// The program `unroll`, as a whole path.
  package let executable: String

  package init(executable: String) {
    self.executable = executable
  }

  /// The text of `kernel.json`.
  var text: [UInt8] {
    JSONDocument(
      [
        "argv": [.string(executable), "kernel", "run", "{connection_file}"],
        "display_name": "Swift (unroll)",
        // A signal would not reach the process that runs the cells.
        "interrupt_mode": "message",
        "language": "swift",
        "metadata": ["installed_by": "unroll"],
      ], style: .nbformat
    ).bytes
  }

  /// Reads a `kernel.json`; nil where it is not of our making.
  init?(text: [UInt8]) {
    guard let json = try? JSONValue(parsing: text[...]), json["metadata"]?["installed_by"] == "unroll",
      let executable = json["argv"]?[0]?.stringValue
    else { return nil }
    self.executable = executable
  }
}
