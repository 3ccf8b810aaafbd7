import Testing

@testable import GraphDrawing

@Suite struct PortPlacementTests {
  private func places(_ wishes: [Double], gap: Double = 10, in range: ClosedRange<Double> = -50...50) -> [Double] {
    PortPlacement.places(for: wishes.map { .init(place: $0, weight: 1) }, gap: gap, in: range)
  }

  @Test func `Wishes that fit are granted`() {
    #expect(places([]) == [])
    #expect(places([7]) == [7])
    #expect(places([-30, 0, 12]) == [-30, 0, 12])
  }

  @Test func `Equal wishes are spread evenly about the wish`() {
    #expect(places([5, 5, 5]) == [-5, 5, 15])
  }

  @Test func `Places stay in the range, closer together if they must`() {
    #expect(places([100]) == [50])
    #expect(places([-100, -100]) == [-50, -40])
    #expect(places([90, 100]) == [40, 50])
    #expect(places([0, 0, 0], in: -4...4) == [-4, 0, 4])
    #expect(places([3, 3], in: 0...0) == [0, 0])
  }

  @Test func `Weight decides who moves`() {
    let wishes = [PortPlacement.Wish(place: 0, weight: 1000), .init(place: 0, weight: 1)]
    let places = PortPlacement.places(for: wishes, gap: 10, in: -50...50)
    #expect(abs(places[0]) < 0.05)
    #expect(abs(places[1] - 10) < 0.05)
  }

  @Test(arguments: 0..<100 as Range<UInt64>) func `No other places are nearer to the wishes`(seed: UInt64) {
    var numbers = SeededNumbers(state: seed)
    let wishes = (0..<6).map { _ in Double.random(in: -60...60, using: &numbers) }.sorted()
    let found = places(wishes)
    let cost = { (places: [Double]) in zip(places, wishes).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } }
    for (left, right) in zip(found, found.dropFirst()) { #expect(right - left >= 10 - 1e-9) }
    for _ in 0..<100 {
      let other = found.map { $0 + Double.random(in: -3...3, using: &numbers) }
      guard zip(other, other.dropFirst()).allSatisfy({ $1 - $0 >= 10 }), other[0] >= -50, other[5] <= 50 else {
        continue
      }
      #expect(cost(other) >= cost(found) - 1e-9)
    }
  }
}
