/// The cases of one file, by the name that `make bench CASES=` knows them by.
package struct Topic {
  package let name: String
  package let starts: [StartCase]
  package let cases: [Case]
  package let session: Session?
  /// How often `peers/compare.py` runs it, where not its usual number.
  let rounds: Int?
  /// How many threads each side may use, where not one.
  let threads: Int?
  /// Whether each case has processes of its own, whose peak memory is what is compared.
  let comparesMemory: Bool

  package init(
    name: String, starts: [StartCase] = [], cases: [Case] = [], session: Session? = nil, rounds: Int? = nil,
    threads: Int? = nil, comparesMemory: Bool = false
  ) {
    self.name = name
    self.rounds = rounds
    self.threads = threads
    self.comparesMemory = comparesMemory
    self.starts = starts
    self.cases = cases
    self.session = session
  }

  /// Names of everything that is measured.
  package var names: [String] { starts.map(\.name) + cases.map(\.name) + (session?.cases.map(\.name) ?? []) }
}
