/// What a case has to reach. Ratios are the peer's time over ours, of the medians of one round.
package enum Goal {
  case faster(than: String, times: Double)
  /// Microseconds a unit.
  case microseconds(atMost: Double)
  /// Bytes a unit by which the peak memory grows.
  case bytes(atMost: Double)
  /// Milliseconds from the start of a process to its first line of output.
  case milliseconds(atMost: Double)
  /// One time as a multiple of another.
  case ratio(atMost: Double)
  /// Megabytes (10⁶ bytes) that are in use at the end and were not before.
  case megabytes(atMost: Double)

  var json: String {
    switch self {
    case .faster(let peer, let times): #"{"peer":"\#(peer)","ratio":\#(times)}"#
    case .microseconds(let limit): #"{"quantity":"us","limit":\#(limit)}"#
    case .bytes(let limit): #"{"quantity":"bytes","limit":\#(limit)}"#
    case .ratio(let limit): #"{"quantity":"ratio","limit":\#(limit)}"#
    case .megabytes(let limit): #"{"quantity":"megabytes","limit":\#(limit)}"#
    case .milliseconds(let limit): #"{"quantity":"start_ms","limit":\#(limit)}"#
    }
  }
}
