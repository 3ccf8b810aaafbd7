import Testing

@testable import NotebookDisplay

struct StopwatchTests {
  @Test func runsAsOftenAsTold() throws {
    var count = 0
    try Stopwatch.report(loops: 5, runs: 3) { count += 1 }
    #expect(count == 15)
  }

  @Test func findsOutHowOftenToRun() {
    var measured = Measurement(loops: nil, runs: 2)
    // 30 ns a loop.
    var loops: [Int] = []
    while let next = measured.next {
      loops.append(next)
      measured.add(.nanoseconds(30 * next))
    }
    #expect(loops == [1, 10, 100, 1000, 10000, 100_000, 1_000_000, 10_000_000, 10_000_000])
    #expect(
      measured.description == "30.0 ns ± 0.00 ns a loop (mean and standard deviation of 2 runs, 10000000 loops each)")
  }

  @Test func saysMeanAndSpread() {
    var measured = Measurement(loops: 1, runs: 2)
    measured.add(.milliseconds(1))
    measured.add(.milliseconds(3))
    #expect(measured.next == nil)
    #expect(measured.description == "2.00 ms ± 1.00 ms a loop (mean and standard deviation of 2 runs, 1 loop each)")
  }

  @Test(arguments: [
    (0.0, "0.00 ns"), (1e-9, "1.00 ns"), (9.994e-9, "9.99 ns"), (9.996e-9, "10.0 ns"), (99.96e-9, "100 ns"),
    (999.6e-9, "1.00 µs"), (12.34e-6, "12.3 µs"), (0.9996, "1.00 s"), (0.0125, "12.5 ms"), (3.05, "3.05 s"),
    (125.4, "125 s"),
  ])
  func durationsHaveThreeDigits(_ seconds: Double, _ text: String) {
    #expect(Duration.seconds(seconds).brief == text)
  }

  @Test func passesErrorsOn() {
    struct Failure: Error {}
    #expect(throws: Failure.self) { try Stopwatch.report(loops: 1, runs: 1) { throw Failure() } }
  }
}
