import JSONTree
import Testing

@testable import Grading

@Suite struct GradedValueTests {
  private func value(_ text: String) throws -> GradedValue? {
    GradedValue(try JSONValue(parsing: Array(text.utf8)[...]))
  }

  @Test func readsNumbersArraysAndTensors() throws {
    #expect(try value("0.5") == GradedValue(shape: [], elements: [0.5]))
    #expect(try value("[[1,2],[3,4]]") == GradedValue(shape: [2, 2], elements: [1, 2, 3, 4]))
    #expect(try value("[true,false]") == GradedValue(shape: [2], elements: [1, 0]))
    let tensor = try value(#"{"shape":[2],"dtype":"float32","elements":[1,"inf"]}"#)
    #expect(tensor == GradedValue(shape: [2], elements: [1, .infinity], isSingle: true))
    for text in ["[[1],[2,3]]", "\"a\"", "null", "{}", #"{"shape":[3],"elements":[1]}"#] {
      #expect(try value(text) == nil)
    }
  }

  @Test func agreesAsFarAsThePrecisionReaches() {
    let exact = GradedValue(shape: [2], elements: [1, 100])
    let near = [1 + 1e-6, 100 + 1e-4]
    #expect(!GradedValue(shape: [2], elements: near).agrees(with: exact))
    #expect(GradedValue(shape: [2], elements: near, isSingle: true).agrees(with: exact))
    #expect(GradedValue(shape: [2, 1], elements: [1, 100]).agrees(with: exact))
    #expect(!GradedValue(shape: [1], elements: [1]).agrees(with: exact))
    let nan = GradedValue(shape: [1], elements: [.nan])
    #expect(nan.agrees(with: nan) && !nan.agrees(with: GradedValue(shape: [1], elements: [0])))
    #expect(!GradedValue(shape: [1], elements: [0]).agrees(with: nan))
    let infinite = GradedValue(shape: [1], elements: [.infinity])
    #expect(infinite.agrees(with: infinite) && !infinite.agrees(with: GradedValue(shape: [1], elements: [-.infinity])))
  }

  @Test func isWrittenAsALearnerReadsIt() {
    #expect(GradedValue(shape: [2, 2], elements: [0.1 + 0.2, -1, 0, 1e-9]).description == "[[0.3, -1], [0, 1e-09]]")
    #expect(GradedValue(shape: [], elements: [.nan]).description == "nan")
    #expect(GradedValue(shape: [9], elements: [Double](repeating: 1, count: 9)).description.hasSuffix("1, …]"))
  }
}
