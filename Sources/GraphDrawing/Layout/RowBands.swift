/// From where to where each row reaches, from top to bottom.
struct RowBands {
  private(set) var tops: [Double] = []
  private(set) var bottoms: [Double] = []

  /// The bottom of the last row.
  let bottom: Double

  /// - Parameter x: the x of each vertex: the further the lines between two rows go sideways, the more room they get.
  init(_ layered: LayeredGraph, _ contents: VertexContents, x: [Double], _ metrics: DrawingMetrics) {
    var heights = [Double](repeating: 0, count: layered.rowCount)
    for (vertex, row) in layered.rows.enumerated() { heights[row] = max(heights[row], contents.sizes[vertex].height) }
    var ways = [Double](repeating: 0, count: layered.rowCount)
    for (upper, lower) in zip(layered.uppers, layered.lowers) {
      ways[layered.rows[upper]] = max(ways[layered.rows[upper]], abs(x[upper] - x[lower]))
    }
    var y = metrics.margin
    for (height, way) in zip(heights, ways) {
      tops.append(y)
      bottoms.append(y + height)
      y += height + min(max(metrics.rowGap.least, metrics.rowGap.least / 2 + way / 6), metrics.rowGap.greatest)
    }
    bottom = bottoms.last ?? metrics.margin
  }

  /// The y of the middle of a row, where its boxes are centred.
  func middle(_ row: Int) -> Double { (tops[row] + bottoms[row]) / 2 }
}
