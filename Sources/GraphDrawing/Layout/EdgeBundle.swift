/// Edges over several rows that share a trunk, because they leave one node or meet in one node.
///
/// Sharing lines is edge concentration in its simplest form (Newbery, "Edge concentration: a method for clustering
/// directed graphs", SCM 1989), without new nodes.
struct EdgeBundle: Equatable {
  /// The end that all edges have in common.
  enum Hub: Equatable { case source, target }

  let hub: Hub
  /// The edges of the bundle.
  var edges: [Int]
  /// The rows that the trunk passes.
  var rows: Range<Int>

  /// All edges that pass a row and have no label, each in one bundle.
  ///
  /// An edge joins the edges of its target where more of them meet there than leave its source, else those of its
  /// source.
  static func all(
    nodeCount: Int, sources: [Int], targets: [Int], hasLabel: [Bool], rows: [Int]
  ) -> [EdgeBundle] {
    let long = sources.indices.filter { !hasLabel[$0] && rows[targets[$0]] - rows[sources[$0]] > 1 }
    var leaving = [Int](repeating: 0, count: nodeCount)
    var arriving = leaving
    for edge in long {
      leaving[sources[edge]] += 1
      arriving[targets[edge]] += 1
    }
    var bundles: [EdgeBundle] = []
    var bundleOfSource = [Int?](repeating: nil, count: nodeCount)
    var bundleOfTarget = bundleOfSource
    for edge in long {
      let (source, target) = (sources[edge], targets[edge])
      let passed = rows[source] + 1..<rows[target]
      let meets = arriving[target] > leaving[source]
      if let bundle = meets ? bundleOfTarget[target] : bundleOfSource[source] {
        let rows = bundles[bundle].rows
        bundles[bundle].edges.append(edge)
        bundles[bundle].rows = min(rows.lowerBound, passed.lowerBound)..<max(rows.upperBound, passed.upperBound)
      } else {
        if meets { bundleOfTarget[target] = bundles.count } else { bundleOfSource[source] = bundles.count }
        bundles.append(EdgeBundle(hub: meets ? .target : .source, edges: [edge], rows: passed))
      }
    }
    return bundles
  }

  /// Takes the longest bundles out of `bundles` until the trunks of the rest pass at most `limit` rows in all.
  static func takeLongest(from bundles: inout [EdgeBundle], keeping limit: Int) -> [EdgeBundle] {
    var total = bundles.reduce(0) { $0 + $1.rows.count }
    guard total > limit else { return [] }
    var isTaken = [Bool](repeating: false, count: bundles.count)
    for index in bundles.indices.sorted(by: { (bundles[$1].rows.count, $0) < (bundles[$0].rows.count, $1) })
    where total > limit {
      isTaken[index] = true
      total -= bundles[index].rows.count
    }
    let taken = bundles.indices.filter { isTaken[$0] }.map { bundles[$0] }
    bundles = bundles.indices.filter { !isTaken[$0] }.map { bundles[$0] }
    return taken
  }

  /// A lane for each of `bundles`, numbered from 0, so that no two bundles in one lane pass the same row, and with as
  /// few lanes as that allows.
  static func lanes(for bundles: [EdgeBundle]) -> [Int] {
    var lanes = [Int](repeating: 0, count: bundles.count)
    var free: [Int] = []
    var laneCount = 0
    let byStart = bundles.indices.sorted { (bundles[$0].rows.lowerBound, $0) < (bundles[$1].rows.lowerBound, $1) }
    let byEnd = bundles.indices.sorted { (bundles[$0].rows.upperBound, $0) < (bundles[$1].rows.upperBound, $1) }
    var ended = 0
    for index in byStart {
      while ended < byEnd.count, bundles[byEnd[ended]].rows.upperBound <= bundles[index].rows.lowerBound {
        free.append(lanes[byEnd[ended]])
        ended += 1
      }
      if let lane = free.popLast() {
        lanes[index] = lane
      } else {
        lanes[index] = laneCount
        laneCount += 1
      }
    }
    return lanes
  }
}
