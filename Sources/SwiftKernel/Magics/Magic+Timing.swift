import JupyterKernel
import NotebookDisplay

extension Magic {
  private static let timing = "Run it and say how long it took."
  private static let repeated = "Run it many times and say how long it takes, with the spread."

  static let time = Magic("time", .line, parameters: "CODE", summary: timing) { call, context throws(ExecutionError) in
    try await time(call.argument, line: call.line, call, context)
  }

  static let timeCell = Magic("time", .cell, summary: timing) { call, context throws(ExecutionError) in
    try await time(call.body, line: call.line + 1, call, context)
  }

  static let timeIt = Magic("timeit", .line, parameters: "[-n LOOPS] [-r RUNS] CODE", summary: repeated) {
    call, context throws(ExecutionError) in
    let options = try TimingOptions(call.argument)
    return try await timeIt(options.rest, line: call.line, options, call, context)
  }

  static let timeItCell = Magic("timeit", .cell, parameters: "[-n LOOPS] [-r RUNS]", summary: repeated) {
    call, context throws(ExecutionError) in
    let options = try TimingOptions(call.argument)
    guard options.rest.isEmpty else {
      throw ExecutionError(name: "WrongUse", value: "The code for %%timeit stands in the lines below it.")
    }
    return try await timeIt(call.body, line: call.line + 1, options, call, context)
  }

  private static func time(
    _ code: String, line: Int, _ call: Call, _ context: any MagicContext
  ) async throws(ExecutionError) -> MIMEBundle? {
    try requireCode(code, call)
    let evaluated = try await context.evaluate(code, line: line)
    let (running, compiling) = (evaluated.running.brief, evaluated.compiling.brief)
    context.show(.text("ran for \(running), after \(compiling) of compiling\n", .standardOutput))
    return evaluated.value
  }

  private static func timeIt(
    _ code: String, line: Int, _ options: TimingOptions, _ call: Call, _ context: any MagicContext
  ) async throws(ExecutionError) -> MIMEBundle? {
    try requireCode(code, call)
    do throws(ExecutionError) {
      _ = try await context.evaluate(options.program(timing: code), line: line)
    } catch {
      guard error.name == ExecutionError.compileErrorName else { throw error }
      // The compiler's words about the code as it stands are better than those about the loop around it.
      _ = try await context.evaluate(code, line: line)
      throw error
    }
    return nil
  }

  private static func requireCode(_ code: String, _ call: Call) throws(ExecutionError) {
    guard code.allSatisfy(\.isWhitespace) else { return }
    let place = call.form == .line ? "behind it" : "in the lines below it"
    throw ExecutionError(name: "WrongUse", value: "\(call.form.sign)\(call.name) needs code \(place).")
  }
}
