/// The memory of a backward walk: a block of cotangents for each segment reached, found by the segment's address.
///
/// Segments are shared between threads that may walk at the same time, so nothing is noted in them; a small hash
/// table (linear probing, entries removed after the visit) says where each one's block is. Blocks come from scratch
/// memory on the stack while it lasts, then from chunks, and are reused by size.
struct CotangentBlocks {
  struct Entry {
    /// Address of the segment; 0 for an empty place.
    var key: UInt = 0
    /// For a leaf, the elements of the tensor being made; else the block: first the offset of the last record reached,
    /// then the cotangents.
    var block = UnsafeMutableRawPointer(bitPattern: 8).unsafelyUnwrapped
  }

  struct Visit {
    var block: UnsafeMutableRawPointer
    var size: Int
  }

  private var entries: UnsafeMutableBufferPointer<Entry>
  private var ownsEntries = false
  private var used = 0
  private var leaves: [(SegmentPointer, Tensor)] = []
  private var free: UnsafeMutableRawBufferPointer
  private var chunks: [UnsafeMutableRawPointer] = []
  /// Blocks to reuse, by size in units of `grain`: the first word of a block is the next one's address.
  private var reusable: [UInt] = []

  private static var grain: Int { 64 }
  /// Greater blocks are allocated and freed one by one, and zeroed where a cotangent begins.
  static var largest: Int { 4608 }
  /// Bytes before such a block: its one cotangent, behind two words, begins with a line of the caches.
  private static var beforeLarge: Int { 48 }
  private static var firstEntries: Int { 32 }

  init(scratch: UnsafeMutableRawBufferPointer) {
    let bytes = Self.firstEntries * MemoryLayout<Entry>.stride
    let start = scratch.baseAddress.unsafelyUnwrapped.bindMemory(to: Entry.self, capacity: Self.firstEntries)
    entries = UnsafeMutableBufferPointer(start: start, count: Self.firstEntries)
    entries.initialize(repeating: Entry())
    free = UnsafeMutableRawBufferPointer(rebasing: scratch[bytes...])
    leaves.reserveCapacity(8)
  }

  func releaseAll() {
    if ownsEntries { entries.deallocate() }
    for chunk in chunks { chunk.deallocate() }
  }

  @inline(__always)
  private static func hash(_ key: UInt, _ mask: Int) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
  }

  /// The place of a segment's entry, or the empty one where it belongs.
  @inline(__always)
  private func find(_ key: UInt) -> Int {
    let mask = entries.count &- 1
    var index = Self.hash(key, mask)
    while true {
      let found = entries[index].key
      if found == key || found == 0 { return index }
      index = (index &+ 1) & mask
    }
  }

  @inline(__always)
  mutating func block(of segment: SegmentPointer) -> (UnsafeMutableRawPointer, isNew: Bool) {
    let key = UInt(bitPattern: segment.raw)
    let index = find(key)
    if entries[index].key == key { return (entries[index].block, false) }
    let bytes = segment.header.pointee.blockBytes + 8
    let block = allocate(bytes)
    // In a large block, which is one record's, only the word that says "begun" needs a value yet.
    block.initializeMemory(as: UInt8.self, repeating: 0, count: bytes > Self.largest ? 16 : bytes)
    insert(Entry(key: key, block: block), at: index)
    return (block, true)
  }

  @inline(__always)
  mutating func leafCotangent(_ segment: SegmentPointer, _ node: NodePointer, zeroing: Bool) -> CotangentPlace {
    let key = UInt(bitPattern: segment.raw)
    let index = find(key)
    if entries[index].key == key { return CotangentPlace(memory: entries[index].block, isUndefined: false) }
    let sum = Tensor.leaf(node.form, node.flags.intersection(.float64))
    let data = sum.node.data
    if zeroing { data.initializeMemory(as: UInt8.self, repeating: 0, count: node.count * node.dtype.size) }
    leaves.append((segment, sum))
    insert(Entry(key: key, block: data), at: index)
    return CotangentPlace(memory: data, isUndefined: !zeroing)
  }

  private mutating func insert(_ entry: Entry, at index: Int) {
    entries[index] = entry
    used += 1
    guard used * 2 > entries.count else { return }
    let old = entries
    let owned = ownsEntries
    entries = .allocate(capacity: old.count * 4)
    entries.initialize(repeating: Entry())
    ownsEntries = true
    for entry in old where entry.key != 0 { entries[find(entry.key)] = entry }
    if owned { old.deallocate() }
  }

  /// Takes a segment's entry out of the table; its block stays until `endVisit`.
  mutating func beginVisit(_ segment: SegmentPointer) -> Visit {
    let mask = entries.count - 1
    var hole = find(UInt(bitPattern: segment.raw))
    let entry = entries[hole]
    used -= 1
    // Close the gap: entries behind it move up unless that would put them before their own place.
    var index = (hole + 1) & mask
    while entries[index].key != 0 {
      let home = Self.hash(entries[index].key, mask)
      if (index - home) & mask >= (index - hole) & mask {
        entries[hole] = entries[index]
        hole = index
      }
      index = (index + 1) & mask
    }
    entries[hole].key = 0
    return Visit(block: entry.block, size: segment.header.pointee.blockBytes + 8)
  }

  mutating func endVisit(_ visit: Visit) {
    guard visit.size <= Self.largest else { return (visit.block - Self.beforeLarge).deallocate() }
    let sizeClass = (visit.size + Self.grain - 1) / Self.grain
    if reusable.isEmpty { reusable = [UInt](repeating: 0, count: Self.largest / Self.grain + 1) }
    visit.block.storeBytes(of: reusable[sizeClass], as: UInt.self)
    reusable[sizeClass] = UInt(bitPattern: visit.block)
  }

  private mutating func allocate(_ bytes: Int) -> UnsafeMutableRawPointer {
    guard bytes <= Self.largest else {
      return .allocate(byteCount: Self.beforeLarge + bytes, alignment: 64) + Self.beforeLarge
    }
    let sizeClass = (bytes + Self.grain - 1) / Self.grain
    if !reusable.isEmpty, let block = UnsafeMutableRawPointer(bitPattern: reusable[sizeClass]) {
      reusable[sizeClass] = block.load(as: UInt.self)
      return block
    }
    let size = sizeClass * Self.grain
    if free.count < size {
      let chunk = UnsafeMutableRawPointer.allocate(byteCount: 1 << 16, alignment: 64)
      chunks.append(chunk)
      free = UnsafeMutableRawBufferPointer(start: chunk, count: 1 << 16)
    }
    let block = free.baseAddress.unsafelyUnwrapped
    free = UnsafeMutableRawBufferPointer(rebasing: free[size...])
    return block
  }

  /// The leaves reached, in the order of reaching, each with its cotangent.
  func forEachLeaf(_ body: (SegmentPointer, Tensor) -> Void) { for (segment, sum) in leaves { body(segment, sum) } }
}
