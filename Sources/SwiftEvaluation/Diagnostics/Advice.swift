/// One sentence more where beginners often go wrong: what to write instead.
enum Advice {
  static func about(_ message: String, line: String, notes: [String]) -> String? {
    if message.contains("is a 'let' constant") || message.contains("'let' constant") {
      let name = message.firstMatch(of: /'([^']+)' is a 'let' constant/).map { " `\($0.output.1)`" } ?? ""
      return "A `let` keeps its first value for ever; declare\(name) with `var` to change it later."
    }
    if message.hasPrefix("missing return in") || message.contains("return expression of type '()'") {
      return "Every way through the function must end in `return` with a value of the type behind `->`."
    }
    if let match = message.firstMatch(
      of: /operator '([^']+)' cannot be applied to operands of type '(\w+)' and '(\w+)'/)
    {
      let (left, right) = (String(match.output.2), String(match.output.3))
      if isNumber(left), isNumber(right) {
        return "Swift never converts numbers by itself: write `\(wider(left, right))(…)` around the other one."
      }
    }
    if message.contains("cannot convert value of type"), let match = message.firstMatch(of: /'(\w+)' to .*'(\w+)'/),
      isNumber(String(match.output.1)), isNumber(String(match.output.2))
    {
      return "Swift never converts numbers by itself: write `\(match.output.2)(…)` around the value."
    }
    if message == "editor placeholder in source file" {
      return "Here is a gap, `<#…#>`: put your answer in its place."
    }
    if message.contains("must be unwrapped") {
      return "An optional may be nil: use `if let`, give a default with `??`, or write `!` if it surely has a value."
    }
    if message.contains("in scope"), message.hasPrefix("cannot find") {
      return "Check the spelling, and that the cell that declares it has been run."
    }
    if message.contains("call can throw but is not marked with 'try'") {
      return "Write `try` before a call that may throw an error."
    }
    if message.contains("is 'async' but is not marked with 'await'") || message.contains("'async' call in a function") {
      return "Write `await` before a call that may have to wait."
    }
    if message.contains("missing argument label") || message.contains("incorrect argument label") {
      return "Arguments are named in calls: write the label, a colon and the value, as in `f(x: 1)`."
    }
    return nil
  }

  private static func isNumber(_ type: String) -> Bool {
    ["Int", "Double", "Float", "Int32", "Int64", "UInt8", "UInt", "Float32", "Float64", "CGFloat"].contains(type)
  }

  private static func wider(_ left: String, _ right: String) -> String {
    for type in ["Double", "Float"] where left == type || right == type { return type }
    return left
  }
}
