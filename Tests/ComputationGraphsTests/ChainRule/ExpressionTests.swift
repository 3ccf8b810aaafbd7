import Testing

@testable import ComputationGraphs

@Suite struct ExpressionTests {
  let x = Expression.symbol("x", isScalar: true)
  let y = Expression.symbol("y", isScalar: true)

  @Test func `Ones and zeros leave no trace`() throws {
    for expression in [1 * x, x * .number(1), x + .number(0), .number(0) + x, x - .number(0), x / .number(1), x.pow(1)]
    {
      #expect(try expression.latex() == "x")
    }
    #expect(try (x * .number(0)).latex() == "0")
    #expect(try x.pow(0.0).latex() == "1")
    #expect(try (-(-x)).latex() == "x")
    #expect(try (.number(0) - x).latex() == "-x")
    #expect(try (-(-1 * .number(2))).latex() == "2")
  }

  @Test func `A product with itself is a square, numbers go first`() throws {
    #expect(try (1 - y * y).latex() == "1 - y^2")
    #expect(try (x * .number(2)).latex() == "2 x")
    #expect(try (x * (2 * y)).latex() == "2 x y")
    #expect(try ((2 * x) * y).latex() == "2 x y")
    #expect(try (y * (.number(1) / x)).latex() == "\\frac{y}{x}")
    #expect(try (x + -y).latex() == "x - y")
    #expect(try (x - -y).latex() == "x + y")
    #expect(try (-x * y).latex() == "-x y")
    #expect(try x.log().exp().latex() == "x")
  }

  @Test func `Elements are multiplied with a sign of their own, and after matrices`() throws {
    let (a, b) = (Expression.symbol("a", isScalar: false), Expression.symbol("b", isScalar: false))
    let A = Expression.symbol("A", isScalar: false)
    #expect(try (a * b).latex() == "a \\odot b")
    #expect(try (x * b).latex() == "x b")
    #expect(try (A.transposed.matrixProduct(a) * b).latex() == "A^\\top a \\odot b")
    #expect(try A.transposed.matrixProduct(a * b).latex() == "A^\\top (a \\odot b)")
    #expect(try A.matrixProduct(2 * a).latex() == "2 A a")
    #expect(try A.transposed.transposed.latex() == "A")
    #expect(try x.transposed.latex() == "x")
  }

  @Test func `What grows too long is given up`() throws {
    var sum = x
    for _ in 0..<2000 { sum = sum + y }
    #expect(throws: ComputationGraphError.formulaTooLong(most: Expression.most)) { try sum.latex() }
    #expect(throws: ComputationGraphError.formulaTooLong(most: Expression.most)) { try (sum * x + y).latex() }
  }
}
