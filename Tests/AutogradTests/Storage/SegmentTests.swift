import Foundation
import Synchronization
import Testing

@testable import Autograd

/// Random programs, with results kept and dropped at random, against a tape of the plainest kind.
struct SegmentTests {
  /// From elements within a record's own memory to cotangents that get blocks of their own.
  @Test(arguments: [1, 3, 40, 700, 1500], 0..<12)
  func randomPrograms(size: Int, seed: Int) {
    var program = RandomProgram(size: size, seed: UInt64(seed))
    for _ in 0..<10 { program.runAndCompare(steps: 60) }
  }

  /// Else each segment of roots would keep the one before, and a dropped history would never end.
  @Test(arguments: [1, 3], 0..<12)
  func rootsHoldNothingButLeaves(size: Int, seed: Int) {
    var program = RandomProgram(size: size, seed: UInt64(seed))
    var (roots, seen) = (0, Set<SegmentPointer>())
    func visit(_ segment: SegmentPointer) {
      guard segment.header.pointee.stamp > 0, seen.insert(segment).inserted else { return }
      for index in 0..<Int(segment.header.pointee.holdCount) {
        let held = SegmentPointer(raw: segment.hold(index).pointee)
        if segment.header.pointee.isRoots { #expect(held.header.pointee.stamp == 0) }
        visit(held)
      }
      if segment.header.pointee.isRoots { roots += 1 }
    }
    for _ in 0..<20 {
      program.runAndCompare(steps: 60)
      seen = []
      withExtendedLifetime(program) { for (_, tensor) in program.kept { visit(SegmentPointer(tensor.segment)) } }
    }
    #expect(roots > 0)
  }

  @Test func manyThreadsShareLeavesAndResults() async {
    let u = Tensor([0.5, -0.25], dtype: .float64, requiresGrad: true)
    var shared = u.tanh()
    for _ in 0..<100 { shared = shared * u + u }
    let (start, expected) = (shared, gradients(of: (shared * shared).sum(), withRespectTo: [u])[0]?.scalars)
    await withTaskGroup { group in
      for _ in 0..<4 {
        group.addTask {
          for _ in 0..<200 {
            var own = start * start
            for _ in 0..<10 { own = own * 1 + u * 0 }
            #expect(gradients(of: own.sum(), withRespectTo: [u])[0]?.scalars == expected)
          }
        }
      }
      // Meanwhile this thread goes on behind what the others read.
      for number in 0..<2000 { shared = shared * u + Tensor([Double(number), 1], dtype: .float64) }
      await group.waitForAll()
    }
  }

  @Test func manyThreadsAccumulateInOneLeaf() async {
    let u = Tensor([1, 2], dtype: .float64, requiresGrad: true)
    let shared = u * u
    await withTaskGroup { group in
      for _ in 0..<4 { group.addTask { for _ in 0..<500 { (shared + u).sum().backward() } } }
    }
    #expect(u.grad?.scalars == [6000, 10000])
  }

  /// Results outlive the threads that made them.
  @Test func threadsEnd() {
    let u = Tensor([2], dtype: .float64, requiresGrad: true)
    let results = Mutex<[Tensor]>([])
    for _ in 0..<50 {
      onThread {
        let before = results.withLock { $0.last }
        let y = (before ?? u) * 1 + u
        results.withLock { $0.append(y) }
      }
    }
    let last = results.withLock { $0[49] }
    #expect(last.item() == 102)
    #expect(gradients(of: last, withRespectTo: [u])[0]?.item() == 51)
  }

  @Test func aMillionOperationsOnASmallStack() {
    onThread(stackSize: 128 << 10) {
      let u = Tensor([0.5], dtype: .float64, requiresGrad: true)
      var h = Tensor([0], dtype: .float64)
      for _ in 0..<500_000 { h = u * h + u }
      h.backward()
      // h = u / (1 − u) in the limit, so dh/du = 1 / (1 − u)².
      #expect(abs((u.grad?.item() ?? 0) - 4) < 1e-9)
      h = u
    }
  }

  /// Chains whose links are segments of their own: large, viewed, of many operands, or on two threads in turn.
  @Test func longChainsOfSegments() {
    onThread(stackSize: 128 << 10) {
      let u = Tensor([Double](repeating: 1, count: 10), dtype: .float64, requiresGrad: true)
      var h = u
      for _ in 0..<100_000 { h = h.reshape([5, 2]).reshape([10]) }
      for _ in 0..<50_000 { h = .concatenate([h[5..<10], h[0..<5]]) }
      h.sum().backward()
      #expect(u.grad?.scalars == [Double](repeating: 1, count: 10))
    }
  }
}

/// Runs `body` on a thread of its own and waits for it.
private func onThread(stackSize: Int = 1 << 20, _ body: @escaping @Sendable () -> Void) {
  let done = DispatchSemaphore(value: 0)
  let thread = Thread {
    body()
    done.signal()
  }
  thread.stackSize = stackSize
  thread.start()
  done.wait()
}

/// A random program on vectors, run by the library and, number by number, by a tape that keeps everything.
private struct RandomProgram {
  enum Step {
    case leaf, add(Int, Int), multiply(Int, Int), tanh(Int), scaledBySum(Int, Int), rotated(Int), viewed(Int)
  }

  let size: Int
  var random: SeededGenerator
  var steps: [Step] = []
  var values: [[Double]] = []
  /// Which results somebody still has; only these can be used and asked about.
  var kept: [(place: Int, tensor: Tensor)] = []

  init(size: Int, seed: UInt64) {
    self.size = size
    random = SeededGenerator(seed: seed)
  }

  private mutating func add(_ step: Step, _ value: [Double], _ tensor: Tensor) {
    kept.append((steps.count, tensor))
    steps.append(step)
    values.append(value)
  }

  private mutating func addLeaf(_ numbers: [Double]) {
    add(.leaf, numbers, Tensor(numbers, dtype: .float64, requiresGrad: true))
  }

  mutating func runAndCompare(steps count: Int) {
    addLeaf((0..<size).map { _ in Double.random(in: -1...1, using: &random) })
    for _ in 0..<count { step() }
    compare()
    kept.removeAll { _ in random.chance(0.7) }
  }

  private mutating func step() {
    let (a, b) = (kept.randomElement(using: &random)!, kept.randomElement(using: &random)!)
    let (x, y) = (values[a.place], values[b.place])
    // Large numbers go through tanh, so that nothing overflows.
    switch x.contains(where: { abs($0) > 4 }) ? 4 : random.integer(0...9) {
    case 0, 1: add(.add(a.place, b.place), zip(x, y).map(+), a.tensor + b.tensor)
    case 2, 3: add(.multiply(a.place, b.place), zip(x, y).map(*), a.tensor * b.tensor)
    case 4, 5: add(.tanh(a.place), x.map(Double.tanh), a.tensor.tanh())
    case 6:
      let sum = y.reduce(0, +) / Double(size)
      add(.scaledBySum(a.place, b.place), x.map { $0 * sum }, a.tensor * (b.tensor.sum() / Double(size)))
    case 7:
      let tensor = Tensor.concatenate([a.tensor[1..<size], a.tensor[0..<1]])
      add(.rotated(a.place), Array(x[1...] + x[..<1]), tensor)
    case 8: add(.viewed(a.place), x, a.tensor.reshape([size, 1]).reshape([size]))
    default: addLeaf(a.tensor.scalars)
    }
    if kept.count > 2, random.chance(0.5) { kept.remove(at: random.integer(0...kept.count - 1)) }
  }

  private mutating func compare() {
    let output = kept.randomElement(using: &random)!
    for (place, tensor) in kept { #expect(close(tensor.scalars, values[place])) }
    guard output.tensor.count > 0 else { return }
    let expected = gradients(at: output.place)
    let loss = output.tensor.sum()
    for createGraph in [false, true] {
      let found = Autograd.gradients(of: loss, withRespectTo: kept.map(\.tensor), createGraph: createGraph)
      for (kept, gradient) in zip(kept, found) {
        #expect((gradient == nil) == (expected[kept.place] == nil))
        #expect(close(gradient?.scalars ?? [], expected[kept.place] ?? []))
      }
    }
  }

  private func close(_ a: [Double], _ b: [Double]) -> Bool {
    let scale = b.reduce(1) { max($0, abs($1)) }
    return a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) <= 1e-10 * scale || ($0.isNaN && $1.isNaN) }
  }

  private func gradients(at output: Int) -> [[Double]?] {
    var sums = [[Double]?](repeating: nil, count: steps.count)
    func add(_ place: Int, _ numbers: [Double]) {
      sums[place] = sums[place].map { zip($0, numbers).map(+) } ?? numbers
    }
    add(output, [Double](repeating: 1, count: size))
    for place in stride(from: output, through: 0, by: -1) {
      guard let g = sums[place] else { continue }
      switch steps[place] {
      case .leaf: break
      case .add(let a, let b):
        add(a, g)
        add(b, g)
      case .multiply(let a, let b):
        add(a, zip(g, values[b]).map(*))
        add(b, zip(g, values[a]).map(*))
      case .tanh(let a): add(a, zip(g, values[place]).map { $0 * (1 - $1 * $1) })
      case .scaledBySum(let a, let b):
        let sum = values[b].reduce(0, +) / Double(size)
        add(a, g.map { $0 * sum })
        let product = zip(g, values[a]).reduce(0) { $0 + $1.0 * $1.1 } / Double(size)
        add(b, [Double](repeating: product, count: size))
      case .rotated(let a): add(a, Array(g[(size - 1)...] + g[..<(size - 1)]))
      case .viewed(let a): add(a, g)
      }
    }
    return sums
  }
}
