package import JSONTree

/// One thing that happened to an answer: a line of a learner's progress.
package struct ProgressEntry: Equatable, Sendable {
  /// Seconds since 1970, in UTC.
  package let time: Int
  package let question: String
  package let outcome: Verdict.Outcome
  /// What the diagnosis is called.
  package let diagnosis: String
  /// Tells answers apart without holding them.
  package let fingerprint: String
  /// The answer itself, of questions that are answered by a text.
  package let text: String?

  package init(
    time: Int, question: String, outcome: Verdict.Outcome, diagnosis: String, fingerprint: String, text: String? = nil
  ) {
    self.time = time
    self.question = question
    self.outcome = outcome
    self.diagnosis = diagnosis
    self.fingerprint = fingerprint
    self.text = text
  }

  /// The entry as an object; nil members are left out.
  package var json: JSONValue {
    var members: [JSONValue.Member] = [
      .init(name: "time", value: .integer(time)), .init(name: "question", value: .string(question)),
      .init(name: "outcome", value: .string(outcome.rawValue)), .init(name: "diagnosis", value: .string(diagnosis)),
      .init(name: "fingerprint", value: .string(fingerprint)),
    ]
    if let text { members.append(.init(name: "text", value: .string(text))) }
    return .object(members)
  }

  /// Reads an entry; nil where the object is none.
  package init?(_ json: JSONValue) {
    guard let time = json["time"]?.integerValue, let question = json["question"]?.stringValue,
      let outcome = json["outcome"]?.stringValue.flatMap(Verdict.Outcome.init),
      let diagnosis = json["diagnosis"]?.stringValue, let fingerprint = json["fingerprint"]?.stringValue
    else { return nil }
    self.init(
      time: time, question: question, outcome: outcome, diagnosis: diagnosis, fingerprint: fingerprint,
      text: json["text"]?.stringValue)
  }
}
