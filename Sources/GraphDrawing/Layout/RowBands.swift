/// From where to where each row reaches, from top to bottom.
struct RowBands {
  private(set) var tops: [Double] = []
  private(set) var bottoms: [Double] = []
  private var middles: [Double] = []

  /// The bottom of the last row.
  private(set) var bottom: Double

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
      middles.append((y + (y + height)) / 2)
      y += height + min(max(metrics.rowGap.least, metrics.rowGap.least / 2 + way / 6), metrics.rowGap.greatest)
    }
    bottom = bottoms.last ?? metrics.margin
  }

  /// The y of the middle of a row, where its boxes are centred.
  func middle(_ row: Int) -> Double { middles[row] }

  /// A row of a time lattice: the height of its boxes, the room that is left free above and below them for lines, and how
  /// far lines go sideways from here to the next row.
  struct Row {
    var height = 0.0
    var above = 0.0
    var below = 0.0
    var way = 0.0
  }

  /// Rows one below the other, with room for lines above and below their boxes.
  init(_ rows: [Row], top: Double, _ metrics: DrawingMetrics) {
    var y = top
    for row in rows {
      tops.append(y)
      middles.append(y + row.above + row.height / 2)
      bottoms.append(y + row.above + row.height + row.below)
      y += row.above + row.height + row.below
      y += min(max(metrics.rowGap.least, metrics.rowGap.least / 2 + row.way / 6), metrics.rowGap.greatest)
    }
    bottom = bottoms.last ?? top
  }

  /// The same rows further down.
  func moved(by way: Double) -> RowBands {
    var moved = self
    moved.tops = tops.map { $0 + way }
    moved.middles = middles.map { $0 + way }
    moved.bottoms = bottoms.map { $0 + way }
    moved.bottom = bottom + way
    return moved
  }
}
