/// Memory for single-precision numbers, zeros at first, aligned to a cache line; it goes with its owner.
struct FloatMemory: ~Copyable {
  let start: UnsafeMutablePointer<Float>
  let count: Int

  init(count: Int) {
    self.count = count
    let bytes = max(count, 1) * MemoryLayout<Float>.stride
    let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
    start = memory.initializeMemory(as: Float.self, repeating: 0, count: max(count, 1))
  }

  deinit { UnsafeMutableRawPointer(start).deallocate() }
}

/// Parts of one memory, laid out one after another; each begins at a cache line.
struct MemoryPlan {
  private(set) var count = 0

  /// A further part of `size` numbers.
  mutating func part(_ size: Int) -> Range<Int> {
    let start = count
    count += (size + 15) / 16 * 16
    return start..<start + size
  }
}
