extension Tensor {
  /// Every element moved into the range from `min` to `max`; `nil` leaves that side open. `clamp(min: 0)` is ReLU.
  ///
  /// On a bound the gradient passes, as in torch (and unlike ``relu()`` at 0).
  public func clamp(min: Double? = nil, max: Double? = nil) -> Tensor {
    let (least, greatest) = (min ?? -.infinity, max ?? .infinity)
    require(least <= greatest, "clamp: min \(least) is greater than max \(greatest)")
    return applying(Clamp(least: least, greatest: greatest))
  }
}

struct Clamp: ElementwiseUnary {
  let least: Double
  let greatest: Double
  var name: String { "Clamp" }
  func value<F: Element>(_ x: Number<F>) -> Number<F> {
    Number(x.value < F(least) ? F(least) : x.value > F(greatest) ? F(greatest) : x.value)
  }
  func pullback<N: Arithmetic>(_ g: N, x: N, y: N) -> N { g.masked(by: x.isWithin(least, greatest)) }
}
