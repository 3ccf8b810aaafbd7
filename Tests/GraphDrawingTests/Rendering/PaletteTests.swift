import Testing

@testable import GraphDrawing

@Suite struct PaletteTests {
  /// Linear red, green and blue from 0 to 1, by the sRGB standard.
  private func linear(_ hex: String) -> [Double] {
    let value = Int(hex.dropFirst(), radix: 16) ?? 0
    return [16, 8, 0].map { shift in
      let channel = Double((value >> shift) & 255) / 255
      return channel <= 0.04045 ? channel / 12.92 : pow24((channel + 0.055) / 1.055)
    }
  }

  /// x^2.4 by Newton's iteration for the fifth root of x^12.
  private func pow24(_ x: Double) -> Double {
    let power = (0..<12).reduce(1.0) { result, _ in result * x }
    var root = 1.0
    for _ in 0..<200 { root = (4 * root + power / (root * root * root * root)) / 5 }
    return root
  }

  /// The contrast ratio of WCAG 2.
  private func contrast(_ a: String, _ b: String) -> Double {
    let luminances = [a, b].map { zip(linear($0), [0.2126, 0.7152, 0.0722]).reduce(0) { $0 + $1.0 * $1.1 } }.sorted()
    return (luminances[1] + 0.05) / (luminances[0] + 0.05)
  }

  @Test(arguments: DirectedGraph.Role.allCases) func `Text stands out from its box`(role: DirectedGraph.Role) {
    #expect(contrast(Palette.text, Palette.fill(role)) >= 7)
  }

  @Test(arguments: ["#ffffff", "#111111"]) func `Lines stand out from light and dark pages`(page: String) {
    #expect(contrast(Palette.line, page) >= 4)
  }

  @Test(arguments: DirectedGraph.Role.allCases) func `Boxes have borders that stand out`(role: DirectedGraph.Role) {
    #expect(contrast(Palette.border(role), "#ffffff") >= 3)
    #expect(contrast(Palette.fill(role), "#111111") >= 3)
  }

  /// What colour-blind eyes see of a linear colour: the matrices of Machado, Oliveira, Fernandes, "A physiologically-based model for
  /// simulation of color vision deficiency", IEEE TVCG 15(6), 2009, at full severity.
  private let deficiencies: [[[Double]]] = [
    [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
  ]

  @Test(arguments: 0..<4) func `Fills differ for every kind of eye`(eye: Int) {
    let seen = DirectedGraph.Role.allCases.map { role in
      deficiencies[eye].map { row in zip(row, linear(Palette.fill(role))).reduce(0) { $0 + $1.0 * $1.1 } }
    }
    for a in seen.indices {
      for b in seen.indices where a < b {
        let distance = zip(seen[a], seen[b]).map { abs($0 - $1) }.reduce(0, +)
        #expect(distance > 0.12, "\(DirectedGraph.Role.allCases[a]) and \(DirectedGraph.Role.allCases[b])")
      }
    }
  }
}
