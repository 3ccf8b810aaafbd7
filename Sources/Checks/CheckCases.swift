import JSONTree
public import NotebookDisplay

/// The cases by which a question is checked, as the author of a lab draws them: givens, what is expected of them, and what
/// known misconceptions would make of them. Only the trusted side ever has them.
///
/// A master notebook fills a variable `cases` between `# BEGIN CASES` and `# END CASES`.
public struct CheckCases: Sendable, Displayable {
  /// One case.
  public struct Case: Sendable {
    /// The values that the learner's givens are replaced by.
    public let givens: [String: any CheckValue]
    /// What right answers come to.
    public let expected: [String: any CheckValue]
    /// What wrong answers of a kind come to, as far as it is told from what is expected.
    public let misconceptions: [String: [String: any CheckValue]]
  }

  /// In the order of adding; small ones should come first, since the first that fails is shown.
  public private(set) var cases: [Case] = []

  /// No cases yet.
  public init() {}

  /// Adds a case.
  public mutating func add(
    givens: [String: any CheckValue], expected: [String: any CheckValue],
    misconceptions: [String: [String: any CheckValue]] = [:]
  ) {
    cases.append(Case(givens: givens, expected: expected, misconceptions: misconceptions))
  }

  /// How many there are, and all of them as JSON.
  public var displayData: DisplayData {
    DisplayData([.json(json), .plain("\(cases.count) cases")])
  }

  private var json: String {
    func object(_ values: [String: any CheckValue]) -> String { Self.object(values.mapValues(\.checkText)) }
    let texts = cases.map { one in
      """
      {"givens":\(object(one.givens)),"expected":\(object(one.expected)),\
      "misconceptions":\(Self.object(one.misconceptions.mapValues(object)))}
      """
    }
    return "[\(texts.joined(separator: ",\n"))]"
  }

  /// Members in the order of their names, so that equal cases give equal bytes.
  private static func object(_ members: [String: String]) -> String {
    "{\(members.sorted { $0.key < $1.key }.map { "\(JSONValue.quoted($0.key)):\($0.value)" }.joined(separator: ","))}"
  }
}
