/// Sizes and distances of a drawing, in pixels.
package struct DrawingMetrics: Sendable {
  /// The size of a node's first line.
  package var headlineSize = 13.0
  /// The size of the other lines, and of labels on edges.
  package var textSize = 11.0
  /// The height of a line of text, as a multiple of its size.
  package var lineHeight = 1.3
  /// What is left free around the text of a node, at either side, and above and below.
  package var padding = (x: 11.0, y: 5.0)
  /// The least width of a node.
  package var leastWidth = 36.0
  /// The least distance between two nodes of a row.
  package var nodeGap = 22.0
  /// The least distance between two lines that pass a row.
  package var bendGap = 14.0
  /// The least and the greatest distance between two rows; it grows with the way that lines take sideways.
  package var rowGap = (least: 26.0, greatest: 90.0)
  /// The distance between lines that end side by side at one node.
  package var portGap = 10.0
  /// The distance between lines that run side by side in a time lattice.
  package var trackGap = 9.0
  /// The radius of the corners of such lines.
  package var bendRadius = 6.0
  /// The size of an arrow head.
  package var arrow = (width: 7.0, length: 8.0)
  /// What is left free around the whole drawing.
  package var margin = 12.0
  /// The longest line that is written in full.
  package var longestLine = 48

  package init() {}

  /// The size of a box that holds the given lines.
  func box(around lines: [String]) -> Size {
    var size = Size(width: 0, height: 2 * padding.y)
    for (index, line) in lines.enumerated() {
      let textSize = index == 0 ? headlineSize : textSize
      size.width = max(size.width, TextMetrics.width(of: line, size: textSize, bold: index == 0))
      size.height += textSize * lineHeight
    }
    size.width = max(leastWidth, (size.width + 2 * padding.x).rounded(.up))
    return size
  }

  /// The size of the room that a label takes.
  func label(_ text: String) -> Size {
    Size(width: TextMetrics.width(of: text, size: textSize) + 4, height: textSize * lineHeight + 2)
  }
}

/// A width and a height, in pixels.
package struct Size: Sendable, Equatable {
  package var width: Double
  package var height: Double
}
