import Autograd
import JSONTree
import Testing

@testable import ComputationGraphs

@Suite struct PageFormulaTests {
  private let notation = PageFormula(variables: ["x": 0, "h_1": 1])
  private let x = Expression.symbol("x", isScalar: true)
  private let h = Expression.symbol("h_1", isScalar: true)

  @Test func `Signs and brackets`() {
    #expect(text((x + .number(2)) * h) == #"["r",["()",["r",["v",0],"+",2.0]],"·",["v",1]]"#)
    #expect(text(-(x - h)) == #"["r","−",["()",["r",["v",0],"−",["v",1]]]]"#)
    #expect(text((x + h).pow(2)) == #"["^",["()",["r",["v",0],"+",["v",1]]],2.0]"#)
    #expect(text(x / h) == #"["/",["v",0],["v",1]]"#)
  }

  @Test func `Functions are named without LaTeX`() {
    #expect(text(x.tanh()) == #"["f","tanh",["v",0]]"#)
    #expect(text(x.sigmoid()) == #"["f","σ",["v",0]]"#)
    #expect(text(x.function("\\mathrm{ReLU}")) == #"["f","ReLU",["v",0]]"#)
    #expect(text(x.sqrt()) == #"["sqrt",["v",0]]"#)
    #expect(text(x.isGreater(than: 0)) == #"["[]",["v",0],"> 0"]"#)
    #expect(text(.symbol("\\mathrm{const}", isScalar: true)) == #"["t","const"]"#)
  }

  @Test func `Vectors and matrices`() {
    let (a, b) = (Expression.symbol("x", isScalar: false), Expression.symbol("h_1", isScalar: false))
    #expect(text(a * b) == #"["r",["v",0],"⊙",["v",1]]"#)
    #expect(text(a.transposed) == #"["^",["v",0],["t","⊤"]]"#)
    #expect(text(a.summed(isScalar: true)) == #"["f","Σ",["v",0]]"#)
  }

  @Test func `What takes too many words is left out`() {
    let long = (0..<200).reduce(x) { sum, _ in sum + h }
    #expect(notation.tree(long) == nil)
  }

  private func text(_ expression: Expression) -> String? { notation.tree(expression)?.text }
}
