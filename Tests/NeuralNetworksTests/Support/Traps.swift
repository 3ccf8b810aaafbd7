import Testing

/// Standard error, where a trap says what was wrong.
let standardError: [any PartialKeyPath<ExitTest.Result> & Sendable] = [\.standardErrorContent]

/// Expects a process that has trapped to have said `message`: that it died of what the test is about.
func expect(
  _ message: String, in result: ExitTest.Result?, _ location: SourceLocation = #_sourceLocation
) {
  let said = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  #expect(said.contains(message), sourceLocation: location)
}
