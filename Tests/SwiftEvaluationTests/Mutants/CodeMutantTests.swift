import Testing

@testable import SwiftEvaluation

@Suite struct CodeMutantTests {
  private func sources(_ source: String) -> [String] { CodeMutant.all(of: source).map(\.source) }

  @Test func everyKindOfChange() {
    #expect(
      Set(sources("let y = a + b")) == [
        "let y = a - b", "let y = a", "let y = b", "let y = b + b", "let y = a + a", "let y = y + b", "let y = a + y",
      ])
    #expect(sources("f(x, 2)").contains("f(2, x)"))
    #expect(sources("f(x, 2)").contains("f(x, 3)"))
    #expect(sources("let h = relu(U.mv(x))").contains("let h = U.mv(x)"))
    #expect(sources("let h = U.mv(x).relu()").contains("let h = U.mv(x)"))
    #expect(sources("let h = U.mv(x)").contains("let h = x.mv(U)"))
    #expect(sources("let W = T.T").contains("let W = T"))
    #expect(sources("T[i, j]").contains("T[j, i]"))
    #expect(sources("for i in 1..<n {}").contains("for i in 1...n {}"))
    #expect(sources("let o = W.mv(h1) + h2 * 0").contains("let o = W.mv(h2) + h2 * 0"))
  }

  @Test func noTwoAreAlikeAndEachSaysItsLine() {
    let source = "let a = x1 + x2\nlet b = a * a - 1.5"
    let mutants = CodeMutant.all(of: source)
    #expect(Set(mutants.map(\.source)).count == mutants.count)
    #expect(!mutants.map(\.source).contains(source))
    #expect(mutants.contains { $0.change == "line 2: “*” became “+”" && $0.source.hasSuffix("a + a - 1.5") })
    #expect(mutants.contains { $0.change == "line 1: dropped “x2”" && $0.source.hasPrefix("let a = x1\n") })
  }

  @Test func whatIsNoProgramHasMutantsTooAndNothingCrashes() {
    for source in ["", "let", ")(", "a + ", "\"unterminated"] { _ = CodeMutant.all(of: source).map(\.change) }
    #expect(CodeMutant.all(of: "").isEmpty)
  }
}
