import Testing

@testable import ComputationGraphs

@Suite struct ExpressionLaTeXTests {
  let x = Expression.symbol("x", isScalar: true)
  let y = Expression.symbol("y", isScalar: true)

  @Test func `Brackets only where they are needed`() throws {
    #expect(try (x + y + x).latex() == "x + y + x")
    #expect(try (x - (y + x)).latex() == "x - (y + x)")
    #expect(try (x - (y - x)).latex() == "x - (y - x)")
    #expect(try ((x + y) * (x - y)).latex() == "(x + y) (x - y)")
    #expect(try (x * y + x).latex() == "x y + x")
    #expect(try ((x + y).pow(2.0)).latex() == "(x + y)^2")
    #expect(try (x.pow(2.0).pow(3.0)).latex() == "(x^2)^3")
    #expect(try ((x + y) / (x - y)).latex() == "\\frac{x + y}{x - y}")
    #expect(try ((x / y + x) * y).latex() == "\\left(\\frac{x}{y} + x\\right) y")
    #expect(try (-(x + y)).latex() == "-(x + y)")
    #expect(try (x + .number(-2)).latex() == "x + (-2)")
    #expect(try (x * .number(-2)).latex() == "(-2) x")
    #expect(try (.number(3) * .number(2)).latex() == "3 \\cdot 2")
    #expect(try x.pow(-1.5).latex() == "x^{-1.5}")
    #expect(try (.number(1e-9) * x).latex() == "1 \\times 10^{-9} x")
  }

  @Test func `Functions, roots and truth`() throws {
    #expect(try (x + y).tanh().latex() == "\\tanh(x + y)")
    #expect(try (x.sigmoid() * x.log()).latex() == "\\sigma(x) \\ln(x)")
    #expect(try (x + y).sqrt().latex() == "\\sqrt{x + y}")
    #expect(try (x + y).exp().latex() == "e^{x + y}")
    #expect(try y.masked(by: x.isGreater(than: 0)).latex() == "[x > 0] y")
    #expect(try x.isWithin(0, 1).latex() == "[x \\in [0, 1]]")
    #expect(try x.isWithin(0, .infinity).latex() == "[x \\ge 0]")
    #expect(try x.isWithin(-.infinity, 6).latex() == "[x \\le 6]")
    #expect(try x.isWithin(-.infinity, .infinity).latex() == "1")
    #expect(try x.sign().latex() == "\\operatorname{sgn}(x)")
  }
}
