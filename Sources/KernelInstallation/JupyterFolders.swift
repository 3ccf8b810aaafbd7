/// Where Jupyter looks for kernels, as an account's environment says.
package struct JupyterFolders: Equatable, Sendable {
  /// The account's own data folder.
  package let user: String
  /// Every data folder that `jupyter` searches from this environment, the first wins.
  package let searched: [String]

  /// - Parameter prefixes: the prefixes of the Pythons whose Jupyter may be started.
  package init(environment: [String: String], home: String, prefixes: [String]) {
    func folder(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    #if os(macOS)
      let standard = home + "/Library/Jupyter"
    #else
      let standard = (folder("XDG_DATA_HOME") ?? home + "/.local/share") + "/jupyter"
    #endif
    user = folder("JUPYTER_DATA_DIR") ?? standard
    let given = (folder("JUPYTER_PATH") ?? "").split(separator: ":").map(String.init)
    let shared = (prefixes + ["/usr/local", "/usr"]).map(Self.dataFolder)
    searched = (given + [user] + shared).reduce(into: []) { list, folder in
      if !list.contains(folder) { list.append(folder) }
    }
  }

  /// The data folder below a Python's prefix.
  package static func dataFolder(prefix: String) -> String {
    prefix + (prefix.hasSuffix("/") ? "" : "/") + "share/jupyter"
  }
}
