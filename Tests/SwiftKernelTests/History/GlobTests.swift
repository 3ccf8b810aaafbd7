import Testing

@testable import SwiftKernel

struct GlobTests {
  /// What the two wildcards mean, word for word.
  func reference(_ pattern: Substring, _ text: Substring) -> Bool {
    guard let first = pattern.first else { return text.isEmpty }
    let rest = pattern.dropFirst()
    if first == "*" { return reference(rest, text) || (!text.isEmpty && reference(pattern, text.dropFirst())) }
    return !text.isEmpty && (first == "?" || first == text.first) && reference(rest, text.dropFirst())
  }

  @Test func matchesAsTheWildcardsMean() {
    func words(_ letters: [String], upTo length: Int) -> [String] {
      (0..<length).reduce(into: [[""]]) { lists, _ in
        lists.append((lists.last ?? []).flatMap { word in letters.map { word + $0 } })
      }.flatMap { $0 }
    }
    let texts = words(["a", "b"], upTo: 5)
    for pattern in words(["a", "b", "*", "?"], upTo: 4) {
      for text in texts {
        #expect(Glob(pattern).matches(text) == reference(pattern[...], text[...]), "\(pattern) \(text)")
      }
    }
  }

  @Test func isNotSlowOnManyStars() {
    let pattern = String(repeating: "*a", count: 200) + "b"
    #expect(!Glob(pattern).matches(String(repeating: "a", count: 2000)))
    #expect(Glob("*print*").matches("let a = 1\nprint(a)"))
    #expect(Glob("?").matches("👩‍🚀"))
  }
}
