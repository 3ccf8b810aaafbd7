import Testing

@testable import NeuralNetworks

/// Memory that a thread keeps: whoever holds some has it alone, and is served again from the same place.
@Suite struct ScratchMemoryTests {
  @Test func isAlignedAndStays() async {
    await Task.detached {
      var places: Set<UInt> = []
      for _ in 0..<4 {
        withScratch(1000) { (memory: UnsafeMutablePointer<Float>) in
          memory.update(repeating: 1, count: 1000)
          places.insert(UInt(bitPattern: memory))
        }
      }
      #expect(places.count == 1)
      #expect(places.allSatisfy { $0 % 64 == 0 })
    }.value
  }

  /// Calls within calls, some greater than all that is kept: what the outer ones wrote is still there behind the inner ones.
  @Test(arguments: [1, 7, 1000, 300_000, 40_000_000]) func callsNest(count: Int) {
    func nest(_ depth: Int) {
      withScratch(count / depth) { (memory: UnsafeMutablePointer<Int32>) in
        let stretch = min(max(count / depth, 1), 5000)
        memory.update(repeating: Int32(depth), count: stretch)
        if depth < 4 { nest(depth + 1) }
        withScratch(17) { (more: UnsafeMutablePointer<Double>) in more.update(repeating: .nan, count: 17) }
        #expect((0..<stretch).allSatisfy { memory[$0] == depth })
      }
    }
    for _ in 0..<3 { nest(1) }
  }

  @Test func threadsHaveTheirOwn() async {
    await withTaskGroup(of: Void.self) { group in
      for task in 0..<16 {
        group.addTask {
          for round in 1...50 {
            withScratch(round * 100) { (memory: UnsafeMutablePointer<Int>) in
              memory.update(repeating: task, count: round * 100)
              #expect((0..<round * 100).allSatisfy { memory[$0] == task })
            }
          }
        }
      }
    }
  }
}
