import JupyterKernel
import Testing

@testable import SwiftKernel

struct MagicTimingTests {
  @Test func timeShowsTheValueAndTheTimes() async throws {
    let value = MIMEBundle(text: "7")
    let evaluated = Evaluated(value: value, compiling: .milliseconds(150), running: .microseconds(12))
    let context = FakeContext(evaluated: .success(evaluated))
    #expect(try await context.use("%time f(x)") == value)
    #expect(try await context.use("%%time", body: "let a = 1\na") == value)
    #expect(context.did == ["1: f(x)", "2: let a = 1\na"])
    #expect(context.shown[0] == .text("ran for 12.0 µs, after 150 ms of compiling\n", .standardOutput))
  }

  @Test(arguments: ["%time", "%timeit", "%timeit -n 5", "%%time", "%%timeit -r 3"])
  func codeIsNeeded(_ line: String) async {
    let error = await #expect(throws: ExecutionError.self) { try await FakeContext().use(line) }
    #expect(error?.name == "WrongUse")
  }

  @Test(arguments: ["%timeit -n x 1", "%timeit -r 0 1", "%timeit -n -3 1", "%%timeit f()\ng()"])
  func wrongOptionsAreSaid(_ line: String) async {
    let error = await #expect(throws: ExecutionError.self) { try await FakeContext().use(line) }
    #expect(error?.name == "WrongUse")
  }

  @Test func optionsStandBeforeTheCode() throws {
    let options = try TimingOptions("-n 10 -r 3 -x + 1")
    #expect((options.loops, options.runs, options.rest) == (10, 3, "-x + 1"))
    let none = try TimingOptions("-x")
    #expect((none.loops, none.runs, none.rest) == (nil, 7, "-x"))
  }

  @Test func theTimedProgramUsesTheValue() throws {
    let options = try TimingOptions("-n 2")
    #expect(
      options.program(timing: "a; b + c") == """
        try NotebookDisplay.Stopwatch.report(loops: 2, runs: 7) {
        a; NotebookDisplay.Stopwatch.keep(b + c)
        }
        """)
    #expect(options.program(timing: "await f()").hasPrefix("try await "))
    #expect(options.program(timing: "x = 1").contains("{\nx = 1\n}"))
  }

  /// The compiler speaks of the code, not of what was put around it.
  @Test func compileErrorsAreThoseOfTheCodeAlone() async {
    let context = FakeContext(
      evaluated: .failure(ExecutionError(name: ExecutionError.compileErrorName, value: "no")))
    await #expect(throws: ExecutionError.self) { try await context.use("%timeit f(") }
    #expect(context.did.count == 2)
    #expect(context.did[1] == "1: f(")
  }
}
