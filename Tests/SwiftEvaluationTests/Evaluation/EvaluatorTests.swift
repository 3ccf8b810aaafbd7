import NotebookDisplay
import Testing

@testable import SwiftEvaluation

@Suite(.serialized) struct EvaluatorTests {
  @Test func cellsShareAndReplaceWhatTheyDeclare() async throws {
    let notebook = try TestNotebook()
    try await notebook.value("import Foundation\nvar xs = [1, 2, 3]\nlet older = { xs.count * 100 }")
    #expect(try await notebook.value("xs.append(4); xs") == "[1, 2, 3, 4]")
    #expect(try await notebook.value("String(format: \"%.1f\", 2.25) + \"\\(older())\"") == "\"2.2400\"")
    try await notebook.value("func f(_ x: Int) -> Int { x }\nfunc f(_ x: String) -> String { x + \"!\" }")
    try await notebook.value(
      "func f(_ x: Int) -> Int { x * 10 }\nfunc g<T: Comparable>(_ a: T, _ b: T) -> T { max(a, b) }")
    #expect(try await notebook.value("\"\\(f(1)) \\(f(\"a\")) \\(g(1, 2))\"") == "\"10 a! 2\"")
    try await notebook.value("let xs = \"text\"")
    #expect(try await notebook.value("xs + \"\\(older())\"") == "\"text400\"")
    #expect(try await notebook.value("let hidden = 1") == nil)
    #expect(try await notebook.value("hidden;") == nil)
    #expect(try await notebook.value("print(hidden)") == nil)
    #expect(try await notebook.value("Int(\"none\")") == "nil")
    await notebook.evaluator.shutdown()
  }

  @Test func typesOperatorsAndConformancesOfEarlierCells() async throws {
    let notebook = try TestNotebook()
    try await notebook.value(
      """
      protocol Shape { func area() -> Double }
      struct Square { var side = 2.0; init(_ side: Double = 2) { self.side = side } }
      enum Colour: CaseIterable { case red, green }
      class Animal { func sound() -> String { "…" } }
      let square = Square()
      """)
    try await notebook.value(
      """
      extension Square: Shape { func area() -> Double { side * side } }
      func total(_ shape: some Shape) -> Double { shape.area() }
      class Dog: Animal { override func sound() -> String { "woof" } }
      infix operator **: MultiplicationPrecedence
      func ** (base: Int, exponent: Int) -> Int { (0..<exponent).reduce(1) { power, _ in power * base } }
      extension Int { var doubled: Int { self * 2 } }
      @propertyWrapper struct Small { var wrappedValue: Int { didSet { wrappedValue = min(wrappedValue, 9) } } }
      typealias Pair = (Int, Int)
      """)
    #expect(
      try await notebook.value("\"\\(total(square)) \\(square.area()) \\(2 ** 3 + 1) \\(21.doubled)\"")
        == "\"4.0 4.0 9 42\"")
    try await notebook.value(
      "struct Box { @Small var value = 3 }\nvar box = Box()\nbox.value = 50\nlet pair: Pair = (1, 2)")
    #expect(
      try await notebook.value("\"\\(box.value) \\(pair.1) \\(Colour.allCases.count) \\(Dog().sound())\"")
        == "\"9 2 2 woof\"")
    try await notebook.value("struct Square { var name = \"new\" }")
    #expect(try await notebook.value("\"\\(Square().name) \\(square.side)\"") == "\"new 2.0\"")
    try await notebook.value("extension Int { var doubled: Int { self * 3 } }")
    #expect(try await notebook.value("2.doubled") == "6")
    await notebook.evaluator.shutdown()
  }

  @Test func waitingAtTheTopLevel() async throws {
    let notebook = try TestNotebook()
    try await notebook.value(
      "var count = 1\nactor Bank { var sum = 0; func add(_ x: Int) { sum += x } }\nlet bank = Bank()")
    #expect(
      try await notebook.value("try await Task.sleep(for: .milliseconds(1))\nasync let a = count + 1\nawait a") == "2")
    try await notebook.value(
      "await withTaskGroup(of: Void.self) { group in for i in 1...9 { group.addTask { await bank.add(i) } } }")
    #expect(try await notebook.value("let sum = await bank.sum\nsum") == "45")
    let report = try await notebook.crash("count = 100\nawait Task.yield()\nfatalError(\"after waiting\")")
    #expect(report.sentence == "After waiting" && report.stateIsBack)
    #expect(
      try await notebook.value(
        "try await Task.sleep(for: .milliseconds(1))\nawait Task.yield()\nawait Task { count + sum }.value") == "46")
    await notebook.evaluator.shutdown()
  }

  @Test func outputKeepsItsOrder() async throws {
    let notebook = try TestNotebook()
    try await notebook.value(
      """
      import Foundation
      print("a"); fputs("b\\n", stderr); puts("c"); FileHandle.standardError.write(Data("d\\n".utf8))
      print("e", terminator: ""); let handle = display("f"); handle.update("g"); clearOutput(wait: true)
      """)
    #expect(notebook.printed() == "a\n[b\n]c\n[d\n]e<\"f\"><~\"g\"><clear true>")
    try await notebook.value("for i in 0..<1_000_000 { print(\"line\", i) }")
    let lines = notebook.printed().split(separator: "\n")
    #expect(lines.count == 1_000_000 && lines.last == "line 999999")
    let asked = try await notebook.run(
      "let answer = readLine() ?? \"none\"\nlet end = readLine() ?? \"none\"\nanswer + end", input: once("Zoë\n"))
    guard case .success(let data) = asked.outcome else { return #expect(Bool(false), "\(asked.outcome)") }
    #expect(data?.plain == "\"Zoënone\"")
    await notebook.evaluator.shutdown()
  }

  private func once(_ line: String) -> Evaluator.Input {
    let lines = LineSupply([line])
    return { await lines.next() }
  }

  @Test func stopping() async throws {
    let notebook = try TestNotebook(memoryLimit: 400 << 20)
    try await notebook.value("var kept = 7")
    for source in ["kept = 0; while true {}", "kept = 0; import Glibc\nprint(\"x\"); sleep(1000)"] {
      let evaluator = notebook.evaluator
      let cell = Task { try await notebook.crash(source) }
      while await !evaluator.isRunning { try await Task.sleep(for: .milliseconds(5)) }
      await evaluator.interrupt()
      #expect(try await cell.value.cause == .interrupt)
    }
    let report = try await notebook.crash(
      "kept = 0\nlet large = [UInt8](repeating: 1, count: 2_000_000_000)\nlarge.count")
    #expect(report.cause == .memoryLimit(bytes: 400 << 20))
    #expect(try await notebook.value("kept") == "7")
    await notebook.evaluator.shutdown()
  }
}

private actor LineSupply {
  private var lines: [String]
  init(_ lines: [String]) { self.lines = lines }
  func next() -> String? { lines.isEmpty ? nil : lines.removeFirst() }
}
