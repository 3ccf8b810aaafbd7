import Testing

@testable import NeuralNetworks

@Suite("A schedule of checkpoints")
struct CheckpointScheduleTests {
  /// Carries the actions out on states that are their own numbers; returns the pieces run without being differentiated.
  private func carryOut(_ schedule: CheckpointSchedule) -> (order: [Int], advances: Int) {
    var kept = [Int?](repeating: nil, count: schedule.places)
    var (state, advances, order): (Int?, Int, [Int]) = (0, 0, [])
    for action in schedule.actions {
      switch action {
      case .advance(let range):
        #expect(state == range.lowerBound && !range.isEmpty)
        state = range.upperBound
        advances += range.count
      case .keep(let place): kept[place] = state
      case .restart(let place): state = place.map { kept[$0] } ?? 0
      case .differentiate(let piece):
        #expect(state == piece)
        order.append(piece)
        // Its run leaves the state in no place that anyone may count on.
        state = nil
      }
    }
    return (order, advances)
  }

  /// The fewest pieces run, found by trying every first state to keep.
  private func fewest(pieces: Int, places: Int, _ known: inout [[Int]: Int]) -> Int {
    if pieces == 1 { return 0 }
    if places == 0 { return pieces * (pieces - 1) / 2 }
    if let found = known[[pieces, places]] { return found }
    var best = Int.max
    for split in 1..<pieces {
      best = min(
        best,
        split + fewest(pieces: pieces - split, places: places - 1, &known)
          + fewest(pieces: split, places: places, &known))
    }
    known[[pieces, places]] = best
    return best
  }

  @Test("differentiates every piece from its state, last to first, with the fewest runs that there can be")
  func isOptimal() {
    var known: [[Int]: Int] = [:]
    for pieces in 1...40 {
      for places in [0, 1, 2, 3, 5, 9, 39, 60] {
        let schedule = CheckpointSchedule(pieces: pieces, places: places)
        let (order, advances) = carryOut(schedule)
        #expect(order == Array((0..<pieces).reversed()))
        #expect(schedule.places == min(places, pieces - 1))
        #expect(advances == CheckpointSchedule.advances(pieces: pieces, places: places))
        #expect(advances == fewest(pieces: pieces, places: min(places, pieces - 1), &known))
      }
    }
  }

  @Test("runs each piece but the last once where every state can be kept, and all r times with few places")
  func costs() {
    #expect(CheckpointSchedule.advances(pieces: 100, places: 99) == 99)
    // C(3 + 4, 4) = 35 pieces of three states, the first included, need no more than four runs of any.
    #expect(CheckpointSchedule.advances(pieces: 35, places: 2) == 4 * 35 - 35)
    #expect(CheckpointSchedule.advances(pieces: 1000, places: 0) == 499_500)
  }
}
