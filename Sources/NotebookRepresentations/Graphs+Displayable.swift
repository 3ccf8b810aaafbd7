public import ComputationGraphs
public import GraphDrawing
public import NotebookDisplay

extension DirectedGraph: Displayable {
  /// A picture; the text tells what is in it, or why it cannot be drawn.
  public var displayData: DisplayData {
    do {
      return DisplayData(svg: try svg(), alternative: "\(title). \(spokenDescription)")
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
  /// The page in a frame of its own, where its script runs; Jupyter leaves the frame out of a notebook that is not
  /// trusted. A still picture of its graph, for paper; and in plain text what the page is about.
  public var displayData: DisplayData {
    DisplayData([.html(frame()), .svg(picture), .plain("\(title). \(summary)")])
  }
}
