import Autograd
import Testing

@testable import ComputationGraphs

@Suite struct DiagnosisSearchTests {
  private func diagnosis(_ length: DerivativeQuestion.Length, _ text: String) throws -> FormulaDiagnosis {
    let verdict = DerivativeQuestion(by: "U", length: length).judge(text)
    guard case .wrong(let diagnosis) = verdict else {
      throw Unexpected(text: text, verdict: verdict)
    }
    return diagnosis
  }

  private struct Unexpected: Error {
    let text: String
    let verdict: FormulaVerdict
  }

  static let wrong: [(DerivativeQuestion.Length, String, FormulaDiagnosis.Kind, String)] = [
    (.exactly(1), "dL/dU", .shortcut, "dL/dU"),
    (.exactly(1), "dL/dh_1 dh_1/dU", .shortcut, "dL/dh_1"),
    (.exactly(1), "dL/do_1 do_1/dU", .shortcut, "do_1/dU"),
    (.exactly(1), "dL/do_1 = dL/do_1 do_1/dh_1 dh_1/dU", .wrongLeftSide, "dL/do_1"),
    (.exactly(1), "dL/do_1 + do_1/dh_1 dh_1/dU", .wrongOperator, "dL/do_1 + do_1/dh_1 dh_1/dU"),
    (.exactly(1), "2 dL/do_1 do_1/dh_1 dh_1/dU", .wrongCoefficient, "2"),
    (.exactly(1), "- dL/do_1 do_1/dh_1 dh_1/dU", .wrongSign, "- dL/do_1 do_1/dh_1 dh_1/dU"),
    (.exactly(1), "dL/do_1 (do_1/dh_1)^2 dh_1/dU", .repeatedFactor, "(do_1/dh_1)^2"),
    (.exactly(1), "dL/do_2 do_1/dh_1 dh_1/dU", .shiftedIndex, "dL/do_2"),
    (.exactly(2), "dL/dh_1 dh_1/dU + dL/dh_2 (dh_2/dU + dh_2/dh_1 dh_1/dU)", .shortcut, "dL/dh_1"),
    (.exactly(2), "dL/dh_1 dh_1/dU + dL/dh_2 dh_2/dU", .shortcut, "dL/dh_1"),
    (.exactly(2), "dL/do_1 do_1/dh_1 dh_1/dU + dL/do_2 do_2/dh_2 dh_2/dU", .totalForPartial, "dh_2/dU"),
    (.exactly(2), "∂L/∂o_1 ∂o_1/∂h_1 ∂h_1/∂U + ∂L/∂o_2 ∂o_2/∂h_2 dh_2/dU", .totalForPartial, "dh_2/dU"),
    (
      .exactly(2), "∂L/∂o_1 ∂o_1/∂h_1 ∂h_1/∂U + ∂L/∂o_2 ∂o_2/∂h_2 (dh_2/dU + ∂h_2/∂h_1 ∂h_1/∂U)", .totalForPartial,
      "dh_2/dU"
    ),
    (
      .exactly(2), "dL/do_2 do_2/dh_2 (dh_2/dU + dh_2/dh_1 dh_1/dU)", .missingPaths,
      "dL/do_2 do_2/dh_2 (dh_2/dU + dh_2/dh_1 dh_1/dU)"
    ),
    (.exactly(3), "dL/do_3 do_3/dh_3 (dh_3/dU + dh_3/dh_2 dh_2/dU + dh_3/dh_1 dh_1/dU)", .missingSum, ""),
    (
      .exactly(2),
      "dL/do_1 do_1(W, h_1)/dh_1 dh_1/dU + dL/do_2 do_2/dh_2 (dh_2/dU + dh_2(U, V, h_1, x_2)/dh_1 dh_1(V, h_0)/dU)",
      .wrongArguments, "dh_1(V, h_0)/dU"
    ),
    (.any, "dL/do_1 do_1/dh_1 dh_1/dU + dL/do_2 do_2/dh_2 (dh_2/dU + dh_2/dh_1 dh_1/dU)", .onlyOneLength, ""),
    (.any, "dL/do_t do_t/dh_t sum(k=1..t, dh_t/dh_k dh_k/dU)", .missingSum, "t"),
    (.any, "dL/do_N do_N/dh_N sum(k=1..N, dh_N/dh_k dh_k/dU)", .missingSum, ""),
    (.any, "sum(t=1..N, dL/do_t do_t/dh_t dh_t/dU)", .totalForPartial, "dh_t/dU"),
    (.any, "sum(t=1..N, dL/dh_t sum(k=1..t, dh_t/dh_k dh_k/dU))", .shortcut, "dL/dh_t"),
    (.any, "sum(t=1..N, dL/do_t do_t/dh_t sum(k=1..t, prod(j=k..t, dh_j/dh_{j-1}) dh_k/dU))", .shiftedBound, "k"),
    (.any, "sum(t=1..N, dL/do_t do_t/dh_t sum(k=1..t, prod(j=k+2..t, dh_j/dh_{j-1}) dh_k/dU))", .shiftedBound, "k+2"),
    (
      .any, "sum(t=1..N, dL/do_t do_t/dh_t sum(k=1..t, prod(j=t..k+1, dh_j/dh_{j-1}) dh_k/dU))", .reversedBounds,
      "prod(j=t..k+1, dh_j/dh_{j-1})"
    ),
    (
      .any, "sum(t=1..N, dL/do_t do_t/dh_t sum(k=1..t, sum(j=k+1..t, dh_j/dh_{j-1}) dh_k/dU))", .wrongOperator,
      "sum(j=k+1..t, dh_j/dh_{j-1})"
    ),
    (.any, "sum(t=1..N, dL/do_t do_t/dh_t sum(k=1..N, prod(j=k+1..t, dh_j/dh_{j-1}) dh_k/dU))", .wrongBound, "N"),
    (.any, "sum(t=1..N, dL/do_t do_t/dh_t sum(k=1..t, prod(j=k+1..t, dh_j/dh_{j-1} dh_k/dU)))", .wrongScope, "dh_k/dU"),
    (.any, "sum(t=1..N, dL/do_t do_t/dh_t sum(k=1..t, dh_t/dh_k dh_t/dU))", .wrongIndex, "dh_t/dU"),
    (
      .any, "Σ_{t=1}^N ∂L/∂o_t ∂o_t/∂h_t ∂h_t/∂U + Σ_{k=1}^{t-1} ∂L/∂o_t ∂o_t/∂h_t ∂h_t/∂h_k ∂h_k/∂U", .missingBrackets,
      "t"
    ),
    (.any, "sum(t=1..N, dL/do_t do_t/dh_t sum(k=1..t, dh_t/dh_m dh_k/dU))", .wrongIndex, "dh_t/dh_m"),
    (.any, "sum(t=1..N, dL/do_t do_t/dh_t sum(k=1..t, dh_q/dh_m dh_p/dU))", .unboundIndex, "q"),
    (.exactly(2), "dL/do_5 do_7/dh_9 dh_1/dU", .noSuchStep, "dL/do_5"),
    (.exactly(2), "0", .missingPaths, "0"),
    (
      .exactly(2), "dL/do_1 do_1/dh_1 dh_1/dU + dL/do_2 do_2/dh_2 (dh_2/dU + dh_2/dh_1 dh_1/dU) + dL/do_1 dh_2/dU",
      .extraPaths, "dL/do_1 dh_2/dU"
    ),
    (
      .exactly(2), "dL/do_1 do_1/dh_1 dh_1/dU + 1/2 dL/do_2 do_2/dh_2 (dh_2/dU + dh_2/dh_1 dh_1/dU)", .wrongCoefficient,
      ""
    ),
  ]

  @Test(arguments: wrong) func `Wrong forms of the lab get their own diagnosis`(
    _ length: DerivativeQuestion.Length, _ text: String, _ kind: FormulaDiagnosis.Kind, _ place: String
  ) throws {
    let found = try diagnosis(length, text)
    #expect(found.kind == kind, "\(found.message)")
    if !place.isEmpty { #expect(found.place.excerpt == place, "\(found.message)") }
    #expect(FormulaText(text)[found.place.range] == found.place.excerpt)
    #expect(found.message.count > 30)
  }

  @Test func `Paths that are missing, extra or repeated are named and listed by their edges`() throws {
    let missing = try diagnosis(
      .exactly(3),
      "dL/do_1 do_1/dh_1 dh_1/dU + dL/do_2 do_2/dh_2 (dh_2/dU + dh_2/dh_1 dh_1/dU) + dL/do_3 do_3/dh_3 (dh_3/dU + dh_3/dh_2 dh_2/dU)"
    )
    #expect(missing.missing.map(\.description) == ["U → h_1 → h_2 → h_3 → o_3 → L"])
    #expect(
      missing.missing[0].edges.map(\.description) == ["∂h_1/∂U", "∂h_2/∂h_1", "∂h_3/∂h_2", "∂o_3/∂h_3", "∂L/∂o_3"])
    #expect(missing.message.contains("U → h_1 → h_2 → h_3 → o_3 → L has no term"))

    let extra = try diagnosis(.exactly(1), "dL/do_1 do_1/dh_1 dh_1/dU + dL/do_1 dh_1/dU")
    #expect(extra.kind == .extraPaths && extra.place.excerpt == "dL/do_1 dh_1/dU")
    #expect(extra.extra.map(\.description) == ["∂L/∂o_1 · ∂h_1/∂U"])
    #expect(extra.edges.map(\.description) == ["∂L/∂o_1", "∂h_1/∂U"])

    let general = try diagnosis(.any, "sum(t=1..N, dL/do_t do_t/dh_t (dh_t/dU + sum(k=1..t, dh_t/dh_k dh_k/dU)))")
    #expect(general.kind == .shiftedBound && general.length == 1)
    #expect(general.repeated.map(\.description) == ["U → h_1 → o_1 → L"])
  }

  @Test func `Several mistakes at once are told by the paths`() throws {
    let twice = try diagnosis(.exactly(3), "sum(t=1..3, dL/do_t sum(k=1..t, dh_t/dh_k dh_k/dU)) + dL/do_1")
    #expect(twice.missing.count == 6 && twice.kind == .missingFactor)
    let dropped = try diagnosis(.exactly(2), "dL/do_1 dh_1/dU + dL/do_2 dh_2/dU + dL/do_2 dh_2/dh_1 dh_1/dU")
    #expect(dropped.kind == .missingFactor && dropped.place.excerpt == "dL/do_1 dh_1/dU")
  }

  @Test func `Two hundred generated mistakes each get their own kind and place`() throws {
    var count = 0
    for seed in 0..<280 as Range<UInt64> {
      var generator = SeededGenerator(seed: seed)
      let mistake = FormulaMutation.Mistake.allCases[Int(seed) % FormulaMutation.Mistake.allCases.count]
      let length = 1 + Int(seed / 8) % 5
      guard let mutation = FormulaMutation(mistake, length: length, using: &generator) else { continue }
      count += 1
      expect(mutation, seed: seed, "\(mistake)")
    }
    #expect(count >= 200)
  }

  @Test func `A bound that is off by one is found in every general form`() {
    var count = 0
    for form in 0..<LabFormulas.generalForms {
      for number in 0..<20 {
        guard let mutation = FormulaMutation(shiftingBound: number, of: form) else { break }
        var writer = FormulaWriter(seed: UInt64(count), style: .latex, usesArguments: false)
        writer.write(mutation.tree)
        // Some bounds may be moved over terms that are 0 or factors that are 1.
        if DerivativeQuestion(by: "U", length: .any).judge(writer.text).isRight { continue }
        count += 1
        expect(mutation, seed: UInt64(count), "form \(form), bound \(number)")
      }
    }
    #expect(count > 50)
  }

  private func expect(_ mutation: FormulaMutation, seed: UInt64, _ comment: String) {
    var writer = FormulaWriter(seed: seed, usesArguments: false)
    writer.write(mutation.tree)
    let verdict = DerivativeQuestion(by: "U", length: mutation.length).judge(writer.text)
    guard case .wrong(let found) = verdict, let mark = writer.mark else {
      Issue.record("\(comment), seed \(seed): \(writer.text)\n\(verdict)")
      return
    }
    let text =
      "\(comment), seed \(seed), expected \(mutation.kind): \(writer.text)\n\(found.kind) at \(found.place.excerpt): \(found.message)"
    #expect(found.kind == mutation.kind, "\(text)")
    // Brackets that a writer puts around a part may be told with it.
    let isWithin =
      mark.lowerBound - 8 <= found.place.range.lowerBound && found.place.range.upperBound <= mark.upperBound + 8
    #expect(isWithin, "\(text)")
    if mutation.isExact {
      let isSame = found.place.range.lowerBound <= mark.lowerBound && mark.upperBound <= found.place.range.upperBound
      #expect(isSame, "\(text)")
    }
    if let missing = mutation.missing { #expect(found.missing.map(\.description) == missing, "\(text)") }
    if let repeated = mutation.repeated { #expect(found.repeated.map(\.description) == repeated, "\(text)") }
  }
}
