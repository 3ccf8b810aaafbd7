import Testing

@testable import Measuring

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
}
