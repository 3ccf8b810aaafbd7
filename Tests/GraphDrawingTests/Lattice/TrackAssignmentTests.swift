import Testing

@testable import GraphDrawing

@Suite struct TrackAssignmentTests {
  @Test(arguments: 0..<50 as Range<UInt64>) func `Lines that touch have tracks of their own, and as few as that needs`(
    seed: UInt64
  ) {
    var numbers = SeededNumbers(state: seed)
    var tracks = TrackAssignment(rowCount: 1)
    let lines = (0..<Int.random(in: 1...40, using: &numbers)).map { _ in
      let start = Int.random(in: 0..<50, using: &numbers)
      return start...start + Int.random(in: 0..<20, using: &numbers)
    }
    for line in lines {
      _ = tracks.request(row: 0, isAbove: true, from: line.lowerBound, to: line.upperBound, isBus: false)
    }
    tracks.assign()
    for (a, line) in lines.enumerated() {
      for (b, other) in lines[..<a].enumerated() where line.overlaps(other) {
        #expect(tracks.tracks[a] != tracks.tracks[b])
      }
    }
    #expect(tracks.countsAbove == [(0..<70).map { place in lines.count { $0.contains(place) } }.max() ?? 0])
    #expect(tracks.countsBelow == [0])
  }

  @Test func `Buses keep further away from the boxes`() {
    var tracks = TrackAssignment(rowCount: 2)
    let short = tracks.request(row: 1, isAbove: true, from: 0, to: 1, isBus: false)
    let long = tracks.request(row: 1, isAbove: true, from: 0, to: 9, isBus: true)
    let shortBelow = tracks.request(row: 1, isAbove: false, from: 0, to: 1, isBus: false)
    let longBelow = tracks.request(row: 1, isAbove: false, from: 0, to: 9, isBus: true)
    tracks.assign()
    // Tracks are counted downward.
    #expect(tracks.tracks[long] < tracks.tracks[short])
    #expect(tracks.tracks[longBelow] > tracks.tracks[shortBelow])
    #expect(tracks.countsAbove == [0, 2] && tracks.countsBelow == [0, 2])
  }
}
