import Testing

@testable import Measuring

@Suite struct MeasurementTests {
  @Test func aLineGivesTimesForOneUnit() {
    let line = Measurement(
      name: "chain", units: 100, samples: Samples(calls: 4, seconds: [1e-4, 2e-4, 3e-4]), memory: 5000, result: 1.5)
    let times = #"{"case":"chain","us":2.0,"q1":1.5,"q3":2.5,"samples":3,"calls":4,"bytes":50.0,"#
    #expect(line.json(withPeak: false) == times + #""result":1.5}"#)
    let withPeak = line.json(withPeak: true)
    let peak = withPeak.dropFirst((times + #""megabytes":"#).count).prefix { $0 != "," }
    #expect((Double(peak) ?? 0) > 1)
    #expect(withPeak == times + #""megabytes":\#(peak),"result":1.5}"#)
  }

  @Test func goalsAreWrittenBesideTheirCase() {
    let one = Case(
      name: "step", goals: [.faster(than: "torch", times: 100), .bytes(atMost: 1000)],
      prepare: { Work(run: {}, result: { 0 }) })
    let goals = #""goals":[{"peer":"torch","ratio":100.0},{"quantity":"bytes","limit":1000.0}]}"#
    #expect(
      one.json(topic: Topic(name: "lab")) == #"{"topic":"lab","case":"step","unit":"call","memory":false,"# + goals)
    #expect(
      one.json(topic: Topic(name: "lm", rounds: 3, threads: 2, comparesMemory: true))
        == #"{"topic":"lm","case":"step","unit":"call","rounds":3,"threads":2,"memory":true,"# + goals)
  }
}
