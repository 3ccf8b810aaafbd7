import Testing

@testable import Autograd

struct SeededGeneratorTests {
  /// The first numbers of xoshiro256** for the states that SplitMix64 makes of two seeds, from `make_random.py`.
  @Test(
    arguments: zip(
      [0, 42] as [UInt64],
      [
        [0x99ec5f36cb75f2b4, 0xbf6e1f784956452a, 0x1a5f849d4933e6e0, 0x6aa594f1262d2d2c],
        [0x15780b2e0c2ec716, 0x6104d9866d113a7e, 0xae17533239e499a1, 0xecb8ad4703b360a1],
      ] as [[UInt64]]))
  func firstNumbers(seed: UInt64, expected: [UInt64]) {
    var generator = SeededGenerator(seed: seed)
    #expect((0..<4).map { _ in generator.next() } == expected)
  }
}
