import Testing

@testable import ComputationGraphs

@Suite struct FractionTests {
  @Test func `Arithmetic is exact and in lowest terms`() throws {
    let third = try #require(Fraction(2, over: 6))
    #expect(third.numerator == 1 && third.denominator == 3)
    #expect(third.adding(third)?.adding(third) == Fraction(1))
    #expect(Fraction(-2, over: -4) == Fraction(1, over: 2) && Fraction(2, over: -4)?.numerator == -1)
    #expect(third.multiplied(by: Fraction(3)) == Fraction(1) && third.reciprocal == Fraction(3))
    #expect(Fraction(decimal: "0.25") == Fraction(1, over: 4) && Fraction(decimal: "12") == Fraction(12))
  }

  @Test func `What is too large or undefined is nil`() {
    #expect(Fraction(1, over: 0) == nil && Fraction(0).reciprocal == nil && Fraction(.min, over: 3) == nil)
    #expect(Fraction(.max).adding(Fraction(1)) == nil && Fraction(.max).multiplied(by: Fraction(2)) == nil)
    #expect(Fraction(decimal: "99999999999999999999") == nil && Fraction(decimal: "0.0000000000000000001") == nil)
  }
}
