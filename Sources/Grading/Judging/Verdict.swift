/// What a check found, in words for the learner.
package struct Verdict: Equatable, Sendable {
  /// How it ended.
  package enum Outcome: String, Sendable {
    case right, wrong
    /// There is nothing to judge yet.
    case missing
    /// Kept for a person who will read it.
    case kept
  }

  package let outcome: Outcome
  /// One sentence.
  package let headline: String
  /// What else there is to say; `$…$` is mathematics, `` `…` `` is code.
  package let details: [String]
  /// What the diagnosis is called, for the bank by which checks are judged.
  package let diagnosis: String
  /// A picture of it, as SVG.
  package let picture: String?

  package init(
    _ outcome: Outcome, _ headline: String, details: [String] = [], diagnosis: String, picture: String? = nil
  ) {
    self.outcome = outcome
    self.headline = headline
    self.details = details
    self.diagnosis = diagnosis
    self.picture = picture
  }
}
