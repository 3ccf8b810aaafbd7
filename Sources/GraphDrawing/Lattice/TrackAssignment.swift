/// Gives lines that run along the same row tracks of their own, where they would touch.
struct TrackAssignment {
  private struct Request {
    let row: Int
    let isAbove: Bool
    let start: Int
    let end: Int
    let isBus: Bool
  }

  private var requests: [Request] = []
  /// The track of each request; above a row the first track is the highest, below it the one that is nearest to it.
  private(set) var tracks: [Int] = []
  /// How many tracks there are above, and below, each row.
  private(set) var countsAbove: [Int]
  private(set) var countsBelow: [Int]

  init(rowCount: Int) {
    countsAbove = [Int](repeating: 0, count: rowCount)
    countsBelow = countsAbove
  }

  /// Asks for a track from one place along a row to another; the result is the number of the request.
  ///
  /// - Parameter isBus: Whether it is a long line, which keeps further away from the boxes than short ones.
  mutating func request(row: Int, isAbove: Bool, from start: Int, to end: Int, isBus: Bool) -> Int {
    requests.append(Request(row: row, isAbove: isAbove, start: start, end: end, isBus: isBus))
    return requests.count - 1
  }

  /// Assigns the tracks: in each row from left to right, each line takes the first track that is free (as few as there
  /// are lines at one place, since they are intervals).
  mutating func assign() {
    tracks = [Int](repeating: 0, count: requests.count)
    var groups: [Int: [Int]] = [:]
    for (index, request) in requests.enumerated() {
      groups[4 * request.row + (request.isAbove ? 2 : 0) + (request.isBus ? 1 : 0), default: []].append(index)
    }
    for row in countsAbove.indices {
      countsAbove[row] = assign(groups[4 * row + 3] ?? [], after: 0)
      countsAbove[row] = assign(groups[4 * row + 2] ?? [], after: countsAbove[row])
      countsBelow[row] = assign(groups[4 * row] ?? [], after: 0)
      countsBelow[row] = assign(groups[4 * row + 1] ?? [], after: countsBelow[row])
    }
  }

  /// Assigns the tracks from `first` on; returns the number of all tracks.
  private mutating func assign(_ group: [Int], after first: Int) -> Int {
    var ends: [Int] = []
    for index in group.sorted(by: { (requests[$0].start, $0) < (requests[$1].start, $1) }) {
      let track = ends.firstIndex { $0 < requests[index].start } ?? ends.count
      if track == ends.count { ends.append(0) }
      ends[track] = requests[index].end
      tracks[index] = first + track
    }
    return first + ends.count
  }
}
