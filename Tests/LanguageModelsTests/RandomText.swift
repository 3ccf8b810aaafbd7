import Autograd

/// Pieces of text in which a careless tokenisation loses something.
private let pieces: [String] = [
  "a", "Word", "1", "_", " ", "  ", "\n", "\r", "\r\n", "\t", "\u{B}", "\u{85}", "\u{A0}", "\u{2028}", "\u{3000}",
  "'", "’", "-", "--", ",", ".", "...", "(", ")", "[", "{", "}", "%", "\"", "“", "”", "«", "¿", "…", "<unk>", "=",
  "\u{0}", "\u{7F}", "\u{301}", "é", "e\u{301}", "\u{200D}", "\u{FEFF}", "\u{FFFD}", "👨‍👩‍👧", "🇩🇪", "中", "ß", "\u{10FFFF}",
  "ﬁ",
]

/// A random text of up to `length` hostile pieces.
func randomText(_ length: Int, using generator: inout SeededGenerator) -> String {
  var text = ""
  for _ in 0..<Int.random(in: 0...length, using: &generator) {
    text.unicodeScalars += pieces[Int.random(in: pieces.indices, using: &generator)].unicodeScalars
  }
  return text
}

/// Whether two texts are the same file; `==` would not tell "é" from "e" + U+0301.
func sameBytes(_ a: String, _ b: String) -> Bool { a.utf8.elementsEqual(b.utf8) }
