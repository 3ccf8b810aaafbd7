/// Elements at equal distances in memory: what softmax, log-softmax and cross-entropy normalise.
struct Line<F: Element> {
  private let first: UnsafePointer<F>
  private let count: Int
  private let step: Int

  @inline(__always)
  init(first: UnsafePointer<F>, count: Int, step: Int) {
    self.first = first
    self.count = count
    self.step = step
  }

  @inline(__always)
  subscript(index: Int) -> F { first[index &* step] }

  /// −∞ when there is none. A NaN may hide it, and shows again in every sum over the line.
  @inline(__always)
  var greatest: F {
    var greatest = -F.infinity
    for i in 0..<count where !(self[i] <= greatest) { greatest = self[i] }
    return greatest
  }

  /// The greatest element m, and ln Σ exp(xᵢ − m): ln Σ exp(xᵢ) is their sum.
  @inline(__always)
  var logSumExp: (greatest: F, logSum: F) {
    let greatest = greatest
    var sum: F = 0
    for i in 0..<count { sum += F.exp(self[i] - greatest) }
    return (greatest, F.log(sum))
  }
}
