/// Which rows of a table of words were met, in the order they first were, each with a place among their gradients.
struct TableRows {
  private(set) var met: [Int32] = []
  private var places: [Int32]

  init(count: Int) { places = Array(repeating: -1, count: count) }

  /// The place of a word's gradient, and whether it is met for the first time.
  mutating func place(of word: Int32) -> (index: Int, isNew: Bool) {
    let known = places[Int(word)]
    if known >= 0 { return (Int(known), false) }
    places[Int(word)] = Int32(met.count)
    met.append(word)
    return (met.count - 1, true)
  }

  mutating func removeAll() {
    for word in met { places[Int(word)] = -1 }
    met.removeAll(keepingCapacity: true)
  }

  /// The place of a word's gradient, or nil if it was not met.
  func known(_ word: Int) -> Int? { places[word] < 0 ? nil : Int(places[word]) }
}
