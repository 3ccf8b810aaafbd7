import Foundation
import Synchronization
import Testing

@testable import Autograd

/// Serialized: the number of threads is one for the process.
@Suite(.serialized) struct ThreadPoolTests {
  private final class Counts: Sendable {
    let counts: Mutex<[Int]>
    init(_ tiles: Int) { counts = Mutex(Array(repeating: 0, count: tiles)) }
    func add(_ tile: Int) { counts.withLock { $0[tile] += 1 } }
    var areAllOne: Bool { counts.withLock { $0.allSatisfy { $0 == 1 } } }
  }

  private func withThreads(_ count: Int, _ body: () -> Void) {
    let before = ThreadPool.threads
    ThreadPool.threads = count
    defer { ThreadPool.threads = before }
    body()
  }

  @Test(arguments: [1, 2, 3, 7]) func eachTileOnce(threads: Int) {
    withThreads(threads) {
      for tiles in [0, 1, 2, 3, 17, 1000, 60_001] {
        let counts = Counts(tiles)
        ThreadPool.parallel(tiles: tiles) { counts.add($0) }
        #expect(counts.areAllOne, "\(tiles) tiles")
      }
    }
  }

  @Test func insideATile() {
    withThreads(3) {
      let counts = Counts(20 * 30)
      ThreadPool.parallel(tiles: 20) { outer in
        ThreadPool.parallel(tiles: 30) { inner in counts.add(outer * 30 + inner) }
      }
      #expect(counts.areAllOne)
    }
  }

  @Test func fromSeveralThreadsAtOnce() {
    withThreads(2) {
      let counts = (0..<4).map { _ in Counts(500) }
      let threads = counts.map { counts in
        Thread { ThreadPool.parallel(tiles: 500) { counts.add($0) } }
      }
      for thread in threads { thread.start() }
      while !threads.allSatisfy(\.isFinished) { usleep(100) }
      let areAllOne = counts.allSatisfy(\.areAllOne)
      #expect(areAllOne)
    }
  }

  @Test func workersSleepAndWake() {
    withThreads(2) {
      for _ in 0..<5 {
        let counts = Counts(50)
        ThreadPool.parallel(tiles: 50) { counts.add($0) }
        #expect(counts.areAllOne)
        usleep(20_000)
      }
    }
  }

  /// The child has the parent's memory but none of its workers.
  @Test func childrenOfForkStartTheirOwn() throws {
    // Swift hides fork(); the kernel's host, in C, uses it.
    let symbol = try #require(dlsym(UnsafeMutableRawPointer(bitPattern: 0), "fork"))
    let fork = unsafeBitCast(symbol, to: (@convention(c) () -> Int32).self)
    withThreads(2) {
      ThreadPool.parallel(tiles: 8) { _ in }
      let child = fork()
      if child == 0 {
        let sum = Atomic<Int>(0)
        let other = Atomic<Bool>(false)
        let caller = pthread_self()
        for _ in 0..<200 where !other.load(ordering: .relaxed) {
          sum.store(0, ordering: .relaxed)
          ThreadPool.parallel(tiles: 40) { tile in
            sum.add(tile, ordering: .relaxed)
            if pthread_equal(pthread_self(), caller) == 0 { other.store(true, ordering: .relaxed) }
            usleep(100)
          }
        }
        _exit(sum.load(ordering: .relaxed) == 780 && other.load(ordering: .relaxed) ? 7 : 1)
      }
      var status: Int32 = 0
      let ended = waitpid(child, &status, 0)
      #expect(ended == child)
      #expect(status == 7 << 8)
    }
  }
}
