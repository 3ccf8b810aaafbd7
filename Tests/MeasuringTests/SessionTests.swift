import Testing

@testable import Measuring

@Suite struct SessionTests {
  @Test func aLineGivesTimesAndOtherQuantities() {
    let times = Session.Observation(seconds: [3, 1, 2], result: 4).json(name: "cell")
    #expect(times == #"{"case":"cell","us":2000000.0,"q1":1500000.0,"q3":2500000.0,"samples":3,"result":4.0}"#)
    let other = Session.Observation(quantities: ["ratio": 1.5, "megabytes": 2], result: 4).json(name: "soak")
    #expect(other == #"{"case":"soak","megabytes":2.0,"ratio":1.5,"result":4.0}"#)
  }

  @Test func goalsAndRoundsAreWrittenBesideTheirCase() {
    let one = Session.Case(name: "cell", goals: [.ratio(atMost: 1.25), .megabytes(atMost: 10)])
    #expect(
      one.json(topic: "kernel", rounds: 2)
        == #"{"topic":"kernel","case":"cell","rounds":2,"goals":[{"quantity":"ratio","limit":1.25},{"quantity":"megabytes","limit":10.0}]}"#
    )
  }
}
