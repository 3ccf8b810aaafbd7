import Foundation

/// Notebooks that other tools wrote; `Golden/make_golden.py` made them.
let golden = [
  "before.ipynb", "after.ipynb", "minor4.ipynb", "two_spaces_ascii.ipynb", "one_line.ipynb", "tabs_crlf.ipynb",
  "python.ipynb",
]

func goldenText(_ name: String) throws -> [UInt8] {
  let url = Bundle.module.resourceURL?.appending(path: "Golden/\(name)")
  guard let url else { throw CocoaError(.fileNoSuchFile) }
  return Array(try Data(contentsOf: url))
}
