/// One thing that is measured, beside the case of the same name in `peers/`.
struct Case {
  let name: String
  /// What the times are given for: a call does `units` of these, say 100 steps.
  var unit = "call"
  var units = 1
  /// Whether to report by how many bytes a unit the first call raises the peak memory of the process.
  var measuresMemory = false
  let goals: [Goal]
  /// Builds what the calls work on; not timed.
  let prepare: () -> Work
}

/// A prepared case.
struct Work {
  /// One call.
  let run: () -> Void
  /// A number that depends on all that a call has computed; every peer must come to the same one.
  let result: () -> Double
}

/// What a case has to reach. Ratios are the peer's time over ours, of the medians of one round.
enum Goal {
  case faster(than: String, times: Double)
  /// Microseconds a unit.
  case microseconds(atMost: Double)
  /// Bytes a unit by which the peak memory grows.
  case bytes(atMost: Double)
  /// Milliseconds from the start of a process to its first line of output.
  case milliseconds(atMost: Double)

  var json: String {
    switch self {
    case .faster(let peer, let times): #"{"peer":"\#(peer)","ratio":\#(times)}"#
    case .microseconds(let limit): #"{"quantity":"us","limit":\#(limit)}"#
    case .bytes(let limit): #"{"quantity":"bytes","limit":\#(limit)}"#
    case .milliseconds(let limit): #"{"quantity":"start_ms","limit":\#(limit)}"#
    }
  }
}

/// A job whose time counts from the start of its process: `Benchmarks NAME` prints one number as soon as it has it.
/// The clock is held from outside, by `peers/compare.py`.
struct StartCase {
  let name: String
  let command: String
  let goals: [Goal]
  let result: () -> Double
}

/// The cases of one file beside this one, by the name that `make bench CASES=` knows them by.
struct Topic {
  let name: String
  var starts: [StartCase] = []
  let cases: [Case]

  static var all: [Topic] { [lab] }
}
