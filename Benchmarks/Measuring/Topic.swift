/// The cases of one file, by the name that `make bench CASES=` knows them by.
package struct Topic {
  package let name: String
  package let starts: [StartCase]
  package let cases: [Case]
  package let session: Session?

  package init(name: String, starts: [StartCase] = [], cases: [Case] = [], session: Session? = nil) {
    self.name = name
    self.starts = starts
    self.cases = cases
    self.session = session
  }

  /// Names of everything that is measured.
  package var names: [String] { starts.map(\.name) + cases.map(\.name) + (session?.cases.map(\.name) ?? []) }
}
