import CLoops

/// Calls `body` with memory for `count` numbers that the thread keeps for the next call: undefined, and aligned as the
/// widest vectors are.
func withScratch<F: BitwiseCopyable>(_ count: Int, _ body: (UnsafeMutablePointer<F>) -> Void) {
  let bytes = max(count, 1) * MemoryLayout<F>.stride
  guard let memory = unroll_take_scratch(bytes) else { fatalError("no memory left for \(bytes) bytes") }
  defer { unroll_give_scratch(memory, bytes) }
  body(memory.bindMemory(to: F.self, capacity: max(count, 1)))
}
