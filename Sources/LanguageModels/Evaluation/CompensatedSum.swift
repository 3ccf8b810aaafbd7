/// A sum of many numbers that is as good as if it had been added in twice the precision and rounded once.
///
/// Beside the rounded total it keeps what rounding lost: T. Ogita, S. M. Rump, S. Oishi, "Accurate sum and dot product",
/// SIAM J. Sci. Comput. 26 (2005), algorithms Sum2 (after Neumaier) and Dot2. A million logarithms added plainly lose
/// three or four digits.
struct CompensatedSum: Sendable {
  private var total = 0.0
  private var lost = 0.0

  /// The sum so far. −∞ if −∞ was added.
  var value: Double { total.isFinite ? total + lost : total }

  /// Adds `term`.
  mutating func add(_ term: Double) {
    let sum = total + term
    lost += abs(total) >= abs(term) ? (total - sum) + term : (term - sum) + total
    total = sum
  }

  /// Adds the exact product of `a` and `b`.
  mutating func add(product a: Double, _ b: Double) {
    let product = a * b
    add(product)
    if product.isFinite { lost += (-product).addingProduct(a, b) }
  }
}
