/// A name that is not in a graph, and the one in it that is spelt most like it.
public struct UnknownName: Equatable, Sendable {
  /// The name that was asked for.
  public let name: String
  /// The most similar name in the graph, or nil when none resembles it.
  public let nearest: String?

  /// A name that is none of `known`.
  ///
  /// Similar means few letters inserted, left out and exchanged (Levenshtein 1966), a capital for a small letter costing
  /// least; of equally similar names the first. More than half of the letters must stay.
  init(_ name: String, among known: some Sequence<String>) {
    self.name = name
    let letters = Array(name.prefix(Self.longest))
    var best: (cost: Int, name: String)?
    for candidate in known {
      let other = Array(candidate.prefix(Self.longest))
      let cost = Self.distance(letters, other)
      guard cost < Self.change * max(letters.count, other.count), cost < best?.cost ?? .max else { continue }
      best = (cost, candidate)
    }
    nearest = best?.name
  }

  /// Longer names are compared by their beginnings.
  private static var longest: Int { 60 }
  /// What an exchanged letter costs, in units of a changed case.
  private static var change: Int { 4 }

  /// The least cost of changes that make `b` of `a`, row by row.
  private static func distance(_ a: [Character], _ b: [Character]) -> Int {
    var row = (0...b.count).map { $0 * change }
    for (i, left) in a.enumerated() {
      var diagonal = row[0]
      row[0] = (i + 1) * change
      for (j, right) in b.enumerated() {
        let exchange = left == right ? 0 : left.lowercased() == right.lowercased() ? 1 : change
        let cost = min(diagonal + exchange, min(row[j], row[j + 1]) + change)
        diagonal = row[j + 1]
        row[j + 1] = cost
      }
    }
    return row[b.count]
  }
}

extension UnknownName: CustomStringConvertible {
  /// The name in quotes, with the nearest one if there is one.
  public var description: String { "“\(name)”" + (nearest.map { " (nearest: “\($0)”)" } ?? "") }
}
