/// Measures code for the magic `%timeit`.
public enum Stopwatch {
  /// Keeps the compiler from leaving out a computation whose result nobody uses.
  @_optimize(none) public static func keep<Value>(_ value: Value) {}

  /// Runs `body` many times and prints how long it takes.
  ///
  /// - Parameters:
  ///   - loops: how often between two looks at the clock; nil for as often as takes a tenth of a second.
  ///   - runs: how often that is done.
  public static func report(loops: Int?, runs: Int, _ body: () throws -> Void) throws {
    func time(_ loops: Int) throws -> Duration {
      let begin = ContinuousClock.now
      for _ in 0..<loops { try body() }
      return ContinuousClock.now - begin
    }
    var measured = Measurement(loops: loops, runs: runs)
    while let next = measured.next { measured.add(try time(next)) }
    print(measured)
  }

  /// The same for code that waits.
  public static func report(loops: Int?, runs: Int, _ body: () async throws -> Void) async throws {
    func time(_ loops: Int) async throws -> Duration {
      let begin = ContinuousClock.now
      for _ in 0..<loops { try await body() }
      return ContinuousClock.now - begin
    }
    var measured = Measurement(loops: loops, runs: runs)
    while let next = measured.next { measured.add(try await time(next)) }
    print(measured)
  }
}

/// What was measured so far, and what to measure next.
struct Measurement: CustomStringConvertible {
  /// Seconds a loop, for each run.
  private(set) var runs: [Double] = []
  private(set) var loops: Int
  private let wantedRuns: Int
  /// Whether the number of loops is known.
  private var isSettled: Bool

  /// A run shorter than this says more about the clock than about the code.
  static let shortest = Duration.milliseconds(100)

  init(loops: Int?, runs: Int) {
    self.loops = loops ?? 1
    isSettled = loops != nil
    wantedRuns = runs
  }

  /// How many loops to run next; nil at the end.
  var next: Int? { runs.count < wantedRuns ? loops : nil }

  /// Notes how long the next run has taken.
  ///
  /// Until one is long enough, each counts as practice for one of ten times as many loops.
  mutating func add(_ duration: Duration) {
    isSettled = isSettled || duration >= Self.shortest || loops >= 1_000_000_000
    if isSettled { runs.append(duration / .seconds(1) / Double(loops)) } else { loops *= 10 }
  }

  var description: String {
    let mean = runs.reduce(0, +) / Double(runs.count)
    let deviation = (runs.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(runs.count)).squareRoot()
    let count = runs.count == 1 ? "1 run" : "\(runs.count) runs"
    return "\(Duration.seconds(mean).brief) ± \(Duration.seconds(deviation).brief) a loop "
      + "(mean and standard deviation of \(count), \(loops) loop\(loops == 1 ? "" : "s") each)"
  }
}

extension Duration {
  /// With three digits, in the unit that fits.
  package var brief: String {
    let nanoseconds = self / .nanoseconds(1)
    for (limit, scale, unit) in [(999.5, 1, "ns"), (999.5e3, 1e3, "µs"), (999.5e6, 1e6, "ms")]
    where nanoseconds < limit {
      return "\(Self.threeDigits(nanoseconds / scale)) \(unit)"
    }
    return "\(Self.threeDigits(nanoseconds / 1e9)) s"
  }

  private static func threeDigits(_ value: Double) -> String {
    let places = value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2
    let factor = [1.0, 10, 100][places]
    let scaled = Int((value * factor).rounded())
    guard places > 0 else { return String(scaled) }
    let fraction = String(scaled % Int(factor))
    return "\(scaled / Int(factor)).\(String(repeating: "0", count: places - fraction.count))\(fraction)"
  }
}
