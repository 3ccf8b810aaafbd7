/// Distinct tokens numbered in the order they come, looked up by their UTF-8 bytes.
///
/// Bytes and not `String` as the key, because equal strings may have different bytes and a text must come back as it
/// was. Open addressing with linear probing at most half full; hashed by `Hasher`, so that no text can be written
/// to collide. Tokens of one byte, most of a text by characters, skip the hash.
struct TypeTable: Sendable {
  private var bytes: ContiguousArray<UInt8> = []
  private var ends: ContiguousArray<Int> = []
  private var slots = ContiguousArray<Int32>(repeating: free, count: 64)
  private var singleByteIds = ContiguousArray<Int32>(repeating: free, count: 256)
  private static let free: Int32 = -1

  var count: Int { ends.count }

  subscript(id: Int) -> String { String(decoding: bytes[range(of: id)], as: UTF8.self) }

  /// The id of `text[token]`, or nil if it is not in the table. Expected O(length).
  func id(of token: Range<Int>, in text: some ByteText) -> Int? {
    let id = token.count == 1 ? singleByteIds[Int(text[token.lowerBound])] : slots[slot(of: token, in: text)]
    return id == Self.free ? nil : Int(id)
  }

  /// The id of `text[token]`, which is added if it is new.
  mutating func insert(_ token: Range<Int>, in text: some ByteText) -> Int {
    if token.count == 1 {
      let byte = Int(text[token.lowerBound])
      if singleByteIds[byte] == Self.free { singleByteIds[byte] = append(token, in: text) }
      return Int(singleByteIds[byte])
    }
    var slot = slot(of: token, in: text)
    if slots[slot] == Self.free {
      if 2 * (count + 1) > slots.count {
        grow()
        slot = self.slot(of: token, in: text)
      }
      slots[slot] = append(token, in: text)
    }
    return Int(slots[slot])
  }

  private func range(of id: Int) -> Range<Int> { (id == 0 ? 0 : ends[id - 1])..<ends[id] }

  private mutating func append(_ token: Range<Int>, in text: some ByteText) -> Int32 {
    bytes += text[token]
    ends.append(bytes.count)
    return Int32(ends.count - 1)
  }

  /// The slot that holds `text[token]`, or the free one where it belongs.
  private func slot(of token: Range<Int>, in text: some ByteText) -> Int {
    var slot = hash(token, in: text) & (slots.count - 1)
    while slots[slot] != Self.free, !isEqual(range(of: Int(slots[slot])), token, in: text) {
      slot = (slot + 1) & (slots.count - 1)
    }
    return slot
  }

  private func isEqual(_ own: Range<Int>, _ token: Range<Int>, in text: some ByteText) -> Bool {
    guard own.count == token.count else { return false }
    for offset in 0..<own.count where bytes[own.lowerBound + offset] != text[token.lowerBound + offset] { return false }
    return true
  }

  private func hash(_ token: Range<Int>, in text: some ByteText) -> Int {
    var hasher = Hasher()
    text.withBytes(of: token) { hasher.combine(bytes: $0) }
    return hasher.finalize()
  }

  private mutating func grow() {
    slots = ContiguousArray(repeating: Self.free, count: 2 * slots.count)
    for id in 0..<count where range(of: id).count != 1 { slots[slot(of: range(of: id), in: bytes)] = Int32(id) }
  }
}
