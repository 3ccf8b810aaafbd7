/// The name that someone may have meant.
package enum NearestName {
  /// The one of `names` that `name` becomes by the fewest edits, small and capital letters alike, unless these are more
  /// than a third of its letters; of equally near names the first in the alphabet.
  ///
  /// Only the first 60 characters of `name` count, so that a long text costs little.
  package static func of(_ name: String, among names: some Sequence<String>) -> String? {
    let asked = String(name.prefix(60)).lowercased()
    let best = names.map { (distance: editDistance(asked, $0.lowercased()), name: $0) }
      .min { ($0.distance, $0.name) < ($1.distance, $1.name) }
    guard let best, best.distance <= max(1, asked.count / 3) else { return nil }
    return best.name
  }
}
