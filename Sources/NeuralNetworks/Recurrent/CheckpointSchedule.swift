import Autograd

/// In which order a chain of pieces is run forward and differentiated where there is not the memory to keep all of them:
/// some states between pieces are kept as checkpoints, and what lies between two is run again.
///
/// n pieces; s states that can be kept beside the one before the first piece, which is always there. The schedule runs
/// the fewest pieces forward that any can: r n − C(s + r + 1, r − 1), where r is the smallest number with
/// C(s + r + 1, r) ≥ n. (The run with which a piece is differentiated is not counted.) With s = n − 1 that is one run of
/// all but the last piece, and with pieces of √T steps the schedule of T. Chen et al., Training deep nets with sublinear
/// memory cost, arXiv 1604.06174. Source: A. Griewank and A. Walther, Algorithm 799: Revolve, ACM Transactions on
/// Mathematical Software 26 (2000), 19–45; for recurrent networks A. Gruslys et al., Memory-efficient backpropagation
/// through time, NIPS 2016.
public struct CheckpointSchedule: Sendable, Equatable {
  /// One thing to do.
  public enum Action: Sendable, Equatable {
    /// Run these pieces, and remember the state after them alone.
    case advance(Range<Int>)
    /// Copy the state to a place among the kept ones.
    case keep(Int)
    /// Copy the state from such a place; nil: the state before the first piece.
    case restart(Int?)
    /// Run this piece with all that its derivative needs, and take the derivative.
    case differentiate(Int)
  }

  /// n
  public let pieces: Int
  /// s, or fewer if more would not help.
  public let places: Int
  /// What is to be done, from the state before the first piece; `differentiate` counts down from the last piece to 0.
  public let actions: [Action]

  /// The schedule of the fewest runs.
  /// - Parameters:
  ///   - pieces: n ≥ 1.
  ///   - places: s ≥ 0.
  public init(pieces: Int, places: Int) {
    require(
      pieces > 0 && places >= 0,
      "CheckpointSchedule: \(pieces) pieces and \(places) places; at least 1 and 0 are needed")
    self.pieces = pieces
    self.places = min(places, pieces - 1)
    var actions: [Action] = []
    Self.add(0..<pieces, from: nil, keptStates: 0, places: self.places, to: &actions)
    self.actions = actions
  }

  /// About √T pieces for a sequence of T steps, the state before each kept.
  public static func squareRoot(of steps: Int) -> CheckpointSchedule {
    let pieces = Int(Double(max(steps, 1)).squareRoot().rounded(.up))
    return CheckpointSchedule(pieces: pieces, places: pieces - 1)
  }

  /// How many pieces the schedule of n pieces and s places runs forward, besides those that are differentiated.
  public static func advances(pieces n: Int, places s: Int) -> Int {
    // C(s + 1 + r, r), and the same with s + 2 and r − 1.
    var (reached, subtrahend, r) = (1, 0, 0)
    while reached < n {
      r += 1
      subtrahend = r == 1 ? 1 : subtrahend * (s + r + 1) / (r - 1)
      reached = reached * (s + 1 + r) / r
    }
    return r * n - subtrahend
  }

  /// Appends what `range` needs, beginning and ending at the state before it, which `origin` holds.
  private static func add(
    _ range: Range<Int>, from origin: Int?, keptStates: Int, places: Int, to actions: inout [Action]
  ) {
    let count = range.count
    guard count > 1 else { return actions.append(.differentiate(range.lowerBound)) }
    let free = places - keptStates
    guard free > 0 else {
      for piece in range.reversed() {
        if piece < range.upperBound - 1 { actions.append(.restart(origin)) }
        if piece > range.lowerBound { actions.append(.advance(range.lowerBound..<piece)) }
        actions.append(.differentiate(piece))
      }
      return
    }
    func cost(_ split: Int) -> Int {
      split + advances(pieces: count - split, places: free - 1) + advances(pieces: split, places: free)
    }
    let split = (1..<count).min { cost($0) < cost($1) } ?? 1
    let middle = range.lowerBound + split
    actions += [.advance(range.lowerBound..<middle), .keep(keptStates)]
    add(middle..<range.upperBound, from: keptStates, keptStates: keptStates + 1, places: places, to: &actions)
    actions.append(.restart(origin))
    add(range.lowerBound..<middle, from: origin, keptStates: keptStates, places: places, to: &actions)
  }
}
