/// Which texts count as JSON.
package struct JSONGrammar: Equatable, Sendable {
  /// How many arrays and objects may stand inside each other, so that a hostile text cannot overflow the stack.
  package let deepest: Int

  /// Whether what Python's `json` reads and writes beyond RFC 8259 is accepted: the numbers `NaN`, `Infinity` and
  /// `-Infinity`, a name that occurs twice in an object (the last one counts), and half of a surrogate pair.
  package let acceptsPythons: Bool

  package init(deepest: Int, acceptsPythons: Bool) {
    (self.deepest, self.acceptsPythons) = (deepest, acceptsPythons)
  }

  /// RFC 8259 with names that occur once: for headers and messages.
  package static let strict = JSONGrammar(deepest: 32, acceptsPythons: false)

  /// What the tools around notebooks read, 512 deep.
  package static let notebook = JSONGrammar(deepest: 512, acceptsPythons: true)
}
