/// Looks for everything that the kernel needs, and says how to get what is missing.
package struct Doctor: Sendable {
  /// One thing that is needed.
  package struct Finding: Equatable, Sendable {
    /// What it is.
    package let name: String
    /// What it is needed for.
    package let purpose: String
    /// Where it was found; nil where it is missing.
    package let found: String?
    /// How to get it.
    package let remedy: String

    /// One line for the person at the terminal.
    package var line: String {
      if let found { "✓ \(name): \(found)" } else { "✗ \(name) is missing (\(purpose)): \(remedy)" }
    }
  }

  private let machine: any Machine

  package init(_ machine: any Machine) {
    self.machine = machine
  }

  /// All that is needed, in the order in which to get it.
  package var findings: [Finding] {
    toolchain + libraries + [jupyter, kernel]
  }

  // MARK: Swift

  private var toolchain: [Finding] {
    let swift = machine.find("swift")
    let folder = swift.map { self.folder(of: machine.resolved($0)) }
    func tool(_ name: String, _ purpose: String, _ remedy: String) -> Finding {
      let beside = folder.map { "\($0)/\(name)" }.flatMap { machine.isExecutable($0) ? $0 : nil }
      return Finding(name: name, purpose: purpose, found: beside ?? machine.find(name), remedy: remedy)
    }
    let whole = "install the whole toolchain: https://www.swift.org/install"
    return [
      Finding(
        name: "swift", purpose: "it compiles the cells", found: swift,
        remedy: "install Swift 6.2 or newer, and put it on the PATH: https://www.swift.org/install"),
      tool("swift-frontend", "it compiles the cells", whole),
    ] + (machine.isDarwin ? [] : [tool("ld.lld", "it links the cells", whole)]) + [
      tool("sourcekit-lsp", "it completes and explains names", whole)
    ]
  }

  // MARK: Libraries

  private var libraries: [Finding] {
    func library(_ name: String, _ purpose: String, linux: String, mac: String, apt: String, brew: String) -> Finding {
      let file = machine.isDarwin ? mac : linux
      return Finding(
        name: name, purpose: purpose, found: machine.canLoad(file) ? file : nil,
        remedy: machine.isDarwin ? "brew install \(brew)" : "apt-get install \(apt)")
    }
    let zeroMQ = library(
      "libzmq", "Jupyter is spoken to through it", linux: "libzmq.so.5", mac: "libzmq.5.dylib", apt: "libzmq3-dev",
      brew: "zeromq")
    // macOS brings Accelerate.
    if machine.isDarwin { return [zeroMQ] }
    return [
      zeroMQ,
      library(
        "libopenblas", "matrix products", linux: "libopenblas.so.0", mac: "", apt: "libopenblas-dev", brew: ""),
    ]
  }

  // MARK: Jupyter

  private var jupyter: Finding {
    Finding(
      name: "jupyter", purpose: "the front end", found: machine.find("jupyter-lab") ?? machine.find("jupyter"),
      remedy: "make lab brings it; elsewhere: python3 -m pip install jupyterlab")
  }

  /// The kernel in the first of Jupyter's folders that has one.
  private var kernel: Finding {
    // A Python's prefix is the folder above the one of its programs.
    let prefixes = jupyter.found.map { [folder(of: folder(of: machine.resolved($0)))] } ?? []
    let folders = JupyterFolders(environment: machine.environment, home: machine.home, prefixes: prefixes)
    let installed = folders.searched.map(KernelspecFolder.init).first { $0.kernelspec != nil }
    guard let installed, let kernelspec = installed.kernelspec else {
      return Finding(
        name: "the kernel", purpose: "Jupyter starts it", found: nil, remedy: "unroll kernel install")
    }
    guard machine.isExecutable(kernelspec.executable) else {
      return Finding(
        name: "the program \(kernelspec.executable)", purpose: "the kernel in \(installed.path) starts it", found: nil,
        remedy: "build it again, then: unroll kernel install")
    }
    return Finding(
      name: "the kernel", purpose: "Jupyter starts it",
      found: "\(installed.path), which starts \(kernelspec.executable)",
      remedy: "")
  }

  private func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
  }
}
