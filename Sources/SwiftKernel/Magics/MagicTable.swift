package import JupyterKernel
import NearestNames

/// The magics that a kernel knows; others can be added.
package struct MagicTable: Sendable {
  /// In the order of the help.
  package private(set) var magics: [Magic]

  package init(_ magics: [Magic] = []) { self.magics = magics }

  /// Those of every notebook.
  package static let standard = MagicTable([.time, .timeCell, .timeIt, .timeItCell, .shell, .who, .reset, .help])

  /// Adds a magic; one of the same name and form is replaced.
  package mutating func add(_ magic: Magic) {
    magics.removeAll { $0.name == magic.name && $0.form == magic.form }
    magics.append(magic)
  }

  package subscript(name: String, form: Magic.Form) -> Magic? {
    magics.first { $0.name == name && $0.form == form }
  }

  /// The magic that `call` names, or an error that names the nearest.
  package func magic(for call: Magic.Call) throws(ExecutionError) -> Magic {
    if let magic = self[call.name, call.form] { return magic }
    var sentence = "There is no magic \(call.form.sign)\(call.name)."
    if let nearest = nearest(to: call) { sentence += " Did you mean \(nearest.form.sign)\(nearest.name)?" }
    throw ExecutionError(name: "UnknownMagic", value: sentence + " %help lists all of them.")
  }

  /// The magic with the least different name; of several, one of the same form, then the first.
  private func nearest(to call: Magic.Call) -> Magic? {
    func distance(_ magic: Magic) -> Int {
      2 * editDistance(call.name.lowercased(), magic.name) + (magic.form == call.form ? 0 : 1)
    }
    guard let nearest = magics.min(by: { distance($0) < distance($1) }) else { return nil }
    // Farther than that, every name is as near as any other.
    return editDistance(call.name.lowercased(), nearest.name) <= max(2, call.name.count / 2) ? nearest : nil
  }
}
