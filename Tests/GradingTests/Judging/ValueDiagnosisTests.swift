import JSONTree
import Testing

@testable import Grading

@Suite struct ValueDiagnosisTests {
  /// x = 1, −2, 3; expected is max(0, 2x) beside a vector of it; leaving the maximum out is a misconception.
  private func cases() throws -> [CheckCase] {
    try [1.0, -2, 3].map { x in
      let right = max(0, 2 * x)
      let text = """
        {"givens": {"x": \(x)}, "expected": {"h": \(right), "m": [[\(right), 1], [2, 3]]},
         "misconceptions": {"no_relu": {"h": \(2 * x)}, "late": {"m": [[0, 0], [0, 0]]}}}
        """
      return try CheckCase(JSONValue(parsing: Array(text.utf8)[...]))
    }
  }

  private func diagnosis(_ h: [Double], m: [[Double]]? = nil) throws -> ValueDiagnosis {
    let cases = try cases()
    let results: [[String: GradedValue?]] = h.indices.map { index in
      let matrix = m?[index] ?? [cases[index].expected["h"]?.elements[0] ?? .nan, 1, 2, 3]
      let side = matrix.count == 4 ? [2, 2] : [matrix.count]
      return [
        "h": GradedValue(shape: [], elements: [h[index]]), "m": GradedValue(shape: side, elements: matrix),
      ]
    }
    return .of(results, names: ["h", "m"], cases: cases)
  }

  @Test func tellsMistakesApart() throws {
    #expect(try diagnosis([2, 0, 6]) == .right)
    #expect(try diagnosis([2, -4, 6]) == .wrong(name: "h", kind: .misconception("no_relu"), firstCase: 1))
    #expect(try diagnosis([2, .nan, 6]) == .wrong(name: "h", kind: .notANumber, firstCase: 1))
    #expect(try diagnosis([0, 0, 0]) == .wrong(name: "h", kind: .zeros, firstCase: 0))
    #expect(try diagnosis([2, 2, 2]) == .wrong(name: "h", kind: .constant, firstCase: 1))
    #expect(try diagnosis([-2, 0, -6]) == .wrong(name: "h", kind: .negated, firstCase: 0))
    #expect(try diagnosis([4, 0, 12]) == .wrong(name: "h", kind: .scaled, firstCase: 0))
    #expect(try diagnosis([2, 1, 6]) == .wrong(name: "h", kind: .sometimes(right: 2, of: 3), firstCase: 1))
    #expect(try diagnosis([5, 1, 9]) == .wrong(name: "h", kind: .other, firstCase: 0))
    #expect(
      try diagnosis([2, 0, 6], m: [[2, 2, 1, 3], [0, 2, 1, 3], [6, 2, 1, 3]])
        == .wrong(name: "m", kind: .transposed, firstCase: 0))
    #expect(
      try diagnosis([2, 0, 6], m: [[2, 1], [0, 1], [6, 1]])
        == .wrong(name: "m", kind: .shape(found: [2], expected: [2, 2]), firstCase: 0))
    #expect(
      try diagnosis([2, 0, 6], m: [[0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]])
        == .wrong(name: "m", kind: .misconception("late"), firstCase: 0))
  }

  @Test func aMisconceptionMustFitEveryCase() throws {
    #expect(try diagnosis([2, -4, 7]) == .wrong(name: "h", kind: .sometimes(right: 1, of: 3), firstCase: 1))
  }

  @Test func whatIsNoNumberIsSaid() throws {
    let results: [[String: GradedValue?]] = [["h": Optional<GradedValue>.none]]
    #expect(
      ValueDiagnosis.of(results, names: ["h"], cases: try cases()) == .wrong(name: "h", kind: .notNumbers, firstCase: 0)
    )
  }
}
