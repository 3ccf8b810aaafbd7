/// The letters that mean something in a formula about a recurrent network.
struct FormulaNames: Sendable {
  let parameters: [String]
  let steps: [String]
  let loss: String

  init(_ architecture: RecurrentArchitecture) {
    parameters = architecture.parameterNames
    steps = architecture.stepNames
    loss = architecture.loss.name
  }

  /// The name of the number of steps.
  static let length = "N"

  var all: [String] { [loss] + steps + parameters }

  func isQuantity(_ name: String) -> Bool { all.contains(name) }
  func hasIndex(_ name: String) -> Bool { steps.contains(name) }

  /// The quantities as a list in words: `L, o_t, h_t, U`.
  var list: String { ([loss] + steps.map { "\($0)_t" } + parameters).joined(separator: ", ") }

  /// Letters that a word may be a product of: `dh`, `Wh`.
  var letters: Set<Character> { Set(all.compactMap(\.first)) }

  /// Letters that are an index when they stand right after a quantity: `ht`.
  static let indices: Set<Character> = Set("Nijklmnpst")
}
