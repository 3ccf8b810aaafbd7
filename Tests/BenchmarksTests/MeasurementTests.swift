import Testing

@testable import Benchmarks

@Suite struct MeasurementTests {
  @Test func aLineGivesTimesForOneUnit() {
    let line = Measurement(
      name: "chain", units: 100, samples: Samples(calls: 4, seconds: [1e-4, 2e-4, 3e-4]), memory: 5000, result: 1.5
    ).json
    #expect(
      line == #"{"case":"chain","us":2.0,"q1":1.5,"q3":2.5,"samples":3,"calls":4,"bytes":50.0,"result":1.5}"#)
  }

  @Test func goalsAreWrittenBesideTheirCase() {
    let one = Case(
      name: "step", goals: [.faster(than: "torch", times: 100), .bytes(atMost: 1000)],
      prepare: { Work(run: {}, result: { 0 }) })
    #expect(
      one.json(topic: "lab")
        == #"{"topic":"lab","case":"step","unit":"call","goals":[{"peer":"torch","ratio":100.0},{"quantity":"bytes","limit":1000.0}]}"#
    )
  }

  /// Names go into JSON and into file names of the peers as they are.
  @Test func namesNeedNoEscaping() {
    for topic in Topic.all {
      let cases = topic.cases
      for name in [topic.name] + cases.map(\.name) + topic.starts.flatMap({ [$0.name, $0.command] }) {
        #expect(!name.contains { $0 == "\"" || $0 == "\\" || $0.isNewline })
      }
      #expect(Set(cases.map(\.name)).count == cases.count)
    }
  }
}
