import Autograd
import Testing

@testable import ComputationGraphs

@Suite struct MersenneFieldTests {
  /// Remainders by the definition, with numbers of 128 bits.
  private func remainder(_ number: UInt128) -> UInt64 { UInt64(number % UInt128(MersenneField.modulus)) }

  @Test func `Sums and products are those of whole numbers, modulo 2⁶¹ − 1`() {
    var generator = SeededGenerator(seed: 61)
    let edges: [UInt64] = [0, 1, 2, MersenneField.modulus - 1, MersenneField.modulus, .max]
    for _ in 0..<2_000 {
      let pick = { (generator: inout SeededGenerator) in
        Bool.random(using: &generator)
          ? UInt64.random(in: 0...(.max), using: &generator) : edges[Int.random(in: 0..<6, using: &generator)]
      }
      let (a, b) = (pick(&generator), pick(&generator))
      let (x, y) = (MersenneField(a), MersenneField(b))
      #expect((x * y).residue == remainder(UInt128(x.residue) * UInt128(y.residue)))
      #expect((x + y).residue == remainder(UInt128(x.residue) + UInt128(y.residue)))
      #expect(x.residue == remainder(UInt128(a)))
    }
  }

  @Test func `Negative numbers and fractions have the value that makes them whole`() throws {
    #expect((MersenneField(-5) + MersenneField(5 as UInt64)).residue == 0)
    let third = try #require(Fraction(1, over: 3).flatMap { MersenneField($0) })
    #expect((third * MersenneField(3 as UInt64)).residue == 1)
  }
}
