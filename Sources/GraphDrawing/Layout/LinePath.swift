/// A point of a drawing, in pixels; x grows to the right, y downward.
package struct Point: Sendable, Equatable {
  package var x: Double
  package var y: Double
}

/// A line of a drawing: straight and curved pieces, one after the other.
package struct LinePath: Sendable, Equatable {
  /// A piece, which begins where the one before ends.
  package enum Piece: Sendable, Equatable {
    case line(to: Point)
    /// A cubic Bézier curve with its two control points.
    case curve(Point, Point, to: Point)

    /// Where the piece ends.
    package var end: Point {
      switch self {
      case .line(let end), .curve(_, _, let end): end
      }
    }
  }

  package let start: Point
  package private(set) var pieces: [Piece] = []

  /// Where the line ends.
  package var end: Point { pieces.last?.end ?? start }

  /// A line that runs straight down at each stop, and between stops swings in a curve that leaves and arrives vertically.
  ///
  /// - Parameter shortening: By how much the line ends before the end of its last stop, for an arrow head.
  init(through stops: some Collection<LayeredLayout.Stop>, shortening: Double) {
    guard let first = stops.first else {
      start = Point(x: 0, y: 0)
      return
    }
    start = Point(x: first.x, y: first.top)
    var (x, y) = (first.x, first.bottom)
    for (index, stop) in stops.enumerated().dropFirst() {
      if abs(stop.x - x) >= 0.05 {
        pieces.append(.line(to: Point(x: x, y: y)))
        let middle = (y + stop.top) / 2
        pieces.append(
          .curve(Point(x: x, y: middle), Point(x: stop.x, y: middle), to: Point(x: stop.x, y: stop.top)))
      }
      (x, y) = (stop.x, index == stops.count - 1 ? stop.bottom - shortening : stop.bottom)
    }
    pieces.append(.line(to: Point(x: x, y: y)))
  }

  /// A line through `corners`, which lie below, above or beside each other, with rounded corners.
  ///
  /// - Parameters:
  ///   - radius: The radius of the corners, where the line between two is long enough.
  ///   - shortening: By how much the line ends before the last of `corners`, for an arrow head.
  init(roundedAt corners: [Point], radius: Double, shortening: Double = 0) {
    var points: [Point] = []
    for point in corners where points.last.map({ abs($0.x - point.x) + abs($0.y - point.y) >= 0.05 }) ?? true {
      if points.count > 1, Self.isStraight(points[points.count - 2], points[points.count - 1], point) {
        points.removeLast()
      }
      points.append(point)
    }
    start = points.first ?? Point(x: 0, y: 0)
    if points.count > 1 {
      let last = points.count - 1
      points[last] = Self.moved(points[last], towards: points[last - 1], by: shortening)
    }
    for index in points.indices.dropFirst().dropLast() {
      let (before, corner, after) = (points[index - 1], points[index], points[index + 1])
      // A piece between two corners is shared by them; one at an end belongs to one corner.
      let room = min(
        Self.distance(before, corner) / (index == 1 ? 1 : 2),
        Self.distance(corner, after) / (index == points.count - 2 ? 1 : 2))
      let reach = min(radius, room)
      let (entry, exit) = (
        Self.moved(corner, towards: before, by: reach), Self.moved(corner, towards: after, by: reach)
      )
      pieces.append(.line(to: entry))
      // The control points of a quarter of a circle lie at 0.5523 of the radius.
      pieces.append(
        .curve(
          Self.moved(entry, towards: corner, by: 0.5523 * reach), Self.moved(exit, towards: corner, by: 0.5523 * reach),
          to: exit))
    }
    if points.count > 1 { pieces.append(.line(to: points[points.count - 1])) }
  }

  private static func distance(_ a: Point, _ b: Point) -> Double { abs(a.x - b.x) + abs(a.y - b.y) }

  private static func moved(_ point: Point, towards other: Point, by way: Double) -> Point {
    let distance = distance(point, other)
    guard distance > 0 else { return point }
    let part = min(1, way / distance)
    return Point(x: point.x + (other.x - point.x) * part, y: point.y + (other.y - point.y) * part)
  }

  /// Whether `b` lies on the way from `a` to `c`.
  private static func isStraight(_ a: Point, _ b: Point, _ c: Point) -> Bool {
    (abs(a.x - b.x) < 0.05 && abs(b.x - c.x) < 0.05 && (b.y - a.y) * (c.y - b.y) >= 0)
      || (abs(a.y - b.y) < 0.05 && abs(b.y - c.y) < 0.05 && (b.x - a.x) * (c.x - b.x) >= 0)
  }
}
