import Autograd
import JSONTree
import NotebookDisplay
import Testing

@testable import Checks

@Suite struct CheckInputsTests {
  @Test func givensComeBackAsTheyWereDrawn() throws {
    var cases = CheckCases()
    let matrix = Tensor([1, 2.5, -3, .infinity] as [Double], shape: [2, 2], dtype: .float64, requiresGrad: true)
    cases.add(givens: ["m": matrix, "n": 3, "list": [1, 2], "x": 0.1, "s": "a\"b"], expected: ["y": 1.5])
    cases.add(givens: ["n": 4], expected: ["y": 2], misconceptions: ["wrong": ["y": true]])
    let text = try #require(cases.displayData.text(.json))
    let parsed = try JSONValue(parsing: Array(text.utf8)[...])
    #expect(parsed[1]?["misconceptions"]?["wrong"]?["y"] == true)
    var inputs = CheckInputs(JSONValue.array((parsed.arrayValue ?? []).compactMap { $0["givens"] }).text)
    let read = inputs.tensor("m")
    #expect(read.scalars == matrix.scalars && read.shape == [2, 2])
    #expect(read.dtype == .float64 && read.requiresGrad)
    #expect(inputs.integer("n") == 3 && inputs.integers("list") == [1, 2])
    #expect(inputs.number("x") == 0.1 && inputs.text("s") == "a\"b")
    inputs.next()
    #expect(inputs.integer("n") == 4)
  }
}
