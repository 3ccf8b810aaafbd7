/// The states that the walk over a window's pieces needs, and their cotangents.
struct WindowStates: ~Copyable {
  let streams: Int
  let places: Int
  /// The states that the walk has come to.
  var current: CarriedStates
  /// The cotangents of the states after the piece at hand, and of those before it.
  var later: CarriedStates
  var earlier: CarriedStates
  /// What the next window begins with.
  var next: CarriedStates
  /// The schedule's places.
  private let kept: FloatMemory

  init(_ configuration: NetworkConfiguration, streams: Int, places: Int) {
    (self.streams, self.places) = (streams, places)
    current = CarriedStates(configuration, streams: streams)
    later = CarriedStates(configuration, streams: streams)
    earlier = CarriedStates(configuration, streams: streams)
    next = CarriedStates(configuration, streams: streams)
    kept = FloatMemory(count: places * current.all.count)
  }

  /// What they take where there are so many places, in bytes.
  static func bytes(_ configuration: NetworkConfiguration, streams: Int, places: Int) -> Int {
    (4 + places) * CarriedStates.count(configuration, streams: streams) * MemoryLayout<Float>.stride
  }

  func keep(in place: Int) {
    let all = current.all
    if let start = all.baseAddress { (kept.start + place * all.count).update(from: start, count: all.count) }
  }

  func restart(from place: Int) {
    let all = current.all
    all.baseAddress?.update(from: kept.start + place * all.count, count: all.count)
  }
}
