import GraphDrawing

extension ComputationGraph {
  /// An interactive page about the derivative of one value with respect to another.
  ///
  /// It shows the graph between named values and runs through the computation: forward, where values appear, and
  /// backward, where each edge shows what it contributes to a gradient. Beside it stand the formula of each moment in the
  /// names of the program, and the ledger of all paths. An edge or a time step can be cut, and an unrolled network rolled
  /// up. Names are shown as text whatever they hold.
  ///
  /// Where the partial derivatives are matrices of more than 256 elements, or of 100,000 in all, paths are counted and
  /// shown without their products.
  ///
  /// - Parameters:
  ///   - input: The name or identifier of what is differentiated with respect to: a parameter.
  ///   - output: The name or identifier of what is differentiated: a loss.
  ///   - title: What the page is called; the derivative's name without it.
  /// - Throws: ``ComputationGraphError/unknownNode(_:)``, with the nearest name there is, and
  ///   ``ComputationGraphError/noPath(from:to:)`` when the one does not depend on the other.
  /// - Complexity: Near linear in the graph; for nodes of several elements, times the elements of each result.
  public func page(from input: String, to output: String, title: String? = nil) throws -> GraphPage {
    let paths = try paths(from: input, to: output)
    guard !paths.isEmpty else { throw ComputationGraphError.noPath(from: input, to: output) }
    let title = title ?? "d\(output)/d\(input)"
    let content = PageContent(paths, title: title)
    let summary = content.summary
    return GraphPage(
      title: title, summary: summary, picture: try content.picture(),
      html: PageTemplate.document(title: title, summary: summary, content: try content.json()))
  }
}
