public import ComputationGraphs
public import GraphDrawing
public import NotebookDisplay

extension DirectedGraph: Displayable {
  /// A picture; the text tells how large the graph is, or why it cannot be drawn.
  public var displayData: DisplayData {
    do {
      let size = "\(title): \(nodes.count) nodes, \(edges.count) edges"
      return DisplayData([.svg(try svg()), .plain(size)])
    } catch {
      return DisplayData(plain: error.description)
    }
  }
}

extension ComputationGraph: Displayable {
  /// A picture, with long runs of equal time steps folded.
  public var displayData: DisplayData {
    do {
      return try drawing(foldingRunsLongerThan: 12).displayData
    } catch {
      return DisplayData(plain: error.description)
    }
  }
}

extension GraphPage: Displayable {
  /// The page in a frame of its own, where its script runs; a notebook that is not trusted shows what it is in words.
  public var displayData: DisplayData {
    DisplayData([.html(frame()), .plain("\(title): \(summary)")])
  }
}
