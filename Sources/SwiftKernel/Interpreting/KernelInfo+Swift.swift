package import JupyterKernel

extension KernelInfo {
  /// What the kernel for Swift says about itself.
  ///
  /// - Parameter version: the language's.
  package static func swift(version: String) -> KernelInfo {
    KernelInfo(
      implementation: "unroll", implementationVersion: "0.1.0",
      language: .init(name: "swift", version: version, mimeType: "text/x-swift", fileExtension: ".swift"),
      banner:
        "Swift in notebooks: cells are compiled, and a crash loses nothing. %help lists what a cell can say beside Swift.",
      helpLinks: [
        .init(text: "The Swift Programming Language", address: "https://docs.swift.org/swift-book/"),
        .init(
          text: "Swift Standard Library",
          address: "https://developer.apple.com/documentation/swift/swift-standard-library"),
      ])
  }
}
