import Testing

@testable import LanguageModels

@Suite struct CompensatedSumTests {
  @Test func keepsWhatPlainAdditionLoses() {
    var sum = CompensatedSum()
    for term in [1, 1e100, 1, -1e100] { sum.add(term) }
    #expect(sum.value == 2)
  }

  @Test func aMillionTenthsAreAHundredThousand() {
    var sum = CompensatedSum()
    var plain = 0.0
    for _ in 0..<1_000_000 {
      sum.add(0.1)
      plain += 0.1
    }
    #expect(sum.value == 100_000)
    #expect(plain != 100_000)
  }

  @Test func productsAreExactBeforeTheyAreAdded() {
    var sum = CompensatedSum()
    let x = 1 + 0x1p-30
    sum.add(product: x, x)
    sum.add(-1)
    sum.add(-0x1p-29)
    #expect(sum.value == 0x1p-60)
  }

  @Test func infinityStays() {
    var sum = CompensatedSum()
    for term in [1, -Double.infinity, 2] { sum.add(term) }
    sum.add(product: 3, -Double.infinity)
    #expect(sum.value == -.infinity)
  }
}
