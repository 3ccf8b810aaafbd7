/// A text read once: its distinct tokens in the order they come, and the text as a sequence of their numbers.
struct TokenCounting {
  let types: TypeTable
  let ids: ContiguousArray<Int32>

  init(_ text: String, tokenization: Tokenization) {
    let bytes = ContiguousArray(text.utf8)
    var types = TypeTable()
    var ids: ContiguousArray<Int32> = []
    tokenization.forEachToken(in: bytes) { ids.append(Int32(types.insert($0, in: bytes))) }
    self.types = types
    self.ids = ids
  }

  /// How often each type occurs in a part of the text.
  func counts(of part: ContiguousArray<Int32>.SubSequence) -> [Int] {
    var counts = [Int](repeating: 0, count: types.count)
    for id in part { counts[Int(id)] += 1 }
    return counts
  }
}
