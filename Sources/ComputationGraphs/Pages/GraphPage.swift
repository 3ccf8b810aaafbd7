import WholeFiles

/// One interactive page about a derivative: its graph, how values and gradients come about, and every path.
///
/// A single file that needs no network. The same page stands in a notebook, in a frame of its own. See
/// ``ComputationGraph/page(from:to:title:)``.
public struct GraphPage: Sendable, Equatable {
  /// What the page is called.
  public let title: String
  /// The graph in words, for those who do not see it.
  public let summary: String
  /// The graph at rest, as SVG: for paper, and where no script runs. Long runs of equal time steps are folded.
  public let picture: String
  /// The document, in HTML.
  public let html: String

  /// The page as a part of another document, which it cannot touch and whose style does not reach it.
  ///
  /// - Parameter height: In pixels.
  public func frame(height: Int = 760) -> String {
    let source = html.split(separator: "&", omittingEmptySubsequences: false).joined(separator: "&amp;")
      .split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "&quot;")
    return "<iframe sandbox=\"allow-scripts\" style=\"width:100%;height:\(height)px;border:0;resize:vertical\" "
      + "title=\"Interactive computation graph\" srcdoc=\"\(source)\"></iframe>"
  }

  /// Writes the page into a file, which is afterwards what it was before or whole and new.
  ///
  /// - Throws: An error that says which file could not be written, and the system's words for why.
  public func write(to path: String) throws {
    try writeAtomically([ArraySlice(html.utf8)], to: path)
  }
}
