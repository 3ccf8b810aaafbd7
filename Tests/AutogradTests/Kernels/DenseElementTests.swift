import Foundation
import Testing

@testable import Autograd

/// Products against the textbook's three loops in double precision, for every kind of processor that this machine is.
@Suite struct DenseElementTests {
  struct Shape {
    let m: Int
    let n: Int
    let k: Int
  }

  /// Every edge of tiles, panels and blocks: small sizes at random, then some beyond one block in each direction.
  static let shapes: [Shape] = {
    var random = SeededGenerator(seed: 5)
    let small = (0..<120).map { _ in
      Shape(
        m: Int.random(in: 1...70, using: &random), n: Int.random(in: 1...70, using: &random),
        k: Int.random(in: 0...70, using: &random))
    }
    return small + [
      Shape(m: 1, n: 300, k: 500), Shape(m: 257, n: 33, k: 401), Shape(m: 121, n: 2065, k: 17),
      Shape(m: 20, n: 200, k: 1030), Shape(m: 0, n: 5, k: 5), Shape(m: 5, n: 0, k: 5),
    ]
  }()

  @Test(arguments: Processor.available) func productsOfFloats(processor: Processor) {
    for (index, shape) in Self.shapes.enumerated() { check(Float.self, shape, UInt64(index), processor) }
  }

  @Test(arguments: Processor.available) func productsOfDoubles(processor: Processor) {
    for (index, shape) in Self.shapes.enumerated() { check(Double.self, shape, UInt64(index), processor) }
  }

  /// One product in a random layout, both ways: packing as it goes, and with B packed before.
  private func check<F: Element>(_: F.Type, _ shape: Shape, _ seed: UInt64, _ processor: Processor) {
    var random = SeededGenerator(seed: seed)
    let (m, n, k) = (shape.m, shape.n, shape.k)
    let (transposedA, transposedB) = (Bool.random(using: &random), Bool.random(using: &random))
    let adding = Bool.random(using: &random)
    func stride(_ least: Int) -> Int { least + Int.random(in: 0...3, using: &random) }
    let (aStride, bStride, cStride) = (stride(transposedA ? m : k), stride(transposedB ? k : n), stride(n))
    func numbers(_ count: Int) -> [F] { (0..<count).map { _ in F(Double.random(in: -1...1, using: &random)) } }
    let a = numbers((transposedA ? k : m) * aStride + 1), b = numbers((transposedB ? n : k) * bStride + 1)
    let before = numbers(m * cStride + 1)

    var expected = before.map { Double($0) }
    for i in 0..<m {
      for j in 0..<n {
        var sum = adding ? Double(before[i * cStride + j]) : 0
        for l in 0..<k {
          sum +=
            Double(a[transposedA ? l * aStride + i : i * aStride + l])
            * Double(b[transposedB ? j * bStride + l : l * bStride + j])
        }
        expected[i * cStride + j] = sum
      }
    }

    var scratch = [F](
      repeating: 0,
      count: F.productScratch(rows: m, columns: n, inner: k, transposedA: transposedA, on: processor) + 1)
    var c = before
    F.multiply(
      a, stride: aStride, transposedA: transposedA, b, stride: bStride, transposedB: transposedB, into: &c,
      stride: cStride, rows: m, columns: n, inner: k, adding: adding, scratch: &scratch, on: processor)
    // What lies between the rows is compared too: it must be as it was.
    expect(c, near: expected, "product", shape, k)

    guard !transposedA else { return }
    var packed = [F](repeating: 0, count: F.packedCount(rows: k, columns: n, on: processor) + 1)
    F.pack(b, stride: bStride, transposed: transposedB, rows: k, columns: n, into: &packed, on: processor)
    c = before
    F.multiply(
      a, stride: aStride, packed: packed, into: &c, stride: cStride, rows: m, columns: n, inner: k, adding: adding,
      on: processor)
    expect(c, near: expected, "packed product", shape, k)
  }

  private func expect<F: Element>(_ c: [F], near expected: [Double], _ what: String, _ shape: Shape, _ k: Int) {
    let bound = Double(F.ulpOfOne) * Double(k + 2)
    let worst = zip(c, expected).map { abs(Double($0) - $1) }.max() ?? 0
    #expect(worst <= bound, "\(what) \(F.self) \(shape)")
  }

  /// The number of threads changes no bit: also where each has several blocks.
  @Test func threadsChangeNothing() {
    var random = SeededGenerator(seed: 8)
    let (m, n, k) = (370, 210, 450)
    let a = (0..<m * k).map { _ in Float.random(in: -1...1, using: &random) }
    let b = (0..<k * n).map { _ in Float.random(in: -1...1, using: &random) }
    let threads = ThreadPool.threads
    defer { ThreadPool.threads = threads }
    let results = (1...3).map { count in
      ThreadPool.threads = count
      var c = [Float](repeating: 0, count: m * n)
      var scratch = [Float](
        repeating: 0, count: Float.productScratch(rows: m, columns: n, inner: k, transposedA: true))
      Float.multiply(
        a, stride: m, transposedA: true, b, stride: n, transposedB: false, into: &c, stride: n, rows: m, columns: n,
        inner: k, adding: false, scratch: &scratch)
      return c
    }
    #expect(results[0] == results[1])
    #expect(results[0] == results[2])
  }
}
