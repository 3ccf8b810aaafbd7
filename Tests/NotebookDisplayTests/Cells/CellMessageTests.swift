import Testing

@testable import NotebookDisplay

@Suite struct CellMessageTests {
  private static let data = DisplayData([.html("<b>ü</b>"), .png([0, 255, 7]), .plain("x")])
  private static let messages: [CellMessage] = [
    .variables, .lab(LabRequest(lab: "rnn", action: .hint, question: "forward")),
    .lab(LabRequest(lab: "rnn", action: .check, question: nil)), .display(id: 7, data: data),
    .update(id: .max, data: DisplayData([])), .clear(wait: true),
    .clear(wait: false),
    .result(data), .globals([GlobalQuery(name: "f", type: "(Int) -> Int"), GlobalQuery(name: "x")]),
    .value(name: "x", type: "Int", data: data, json: "1"), .value(name: "y", type: "A", data: data, json: nil),
  ]

  @Test(arguments: messages)
  func bytesAndBack(_ message: CellMessage) {
    #expect(CellMessage(kind: message.kind.rawValue, payload: message.payload) == message)
  }

  @Test func damagedBytesAreRefusedOrRead() {
    var generator = SystemRandomNumberGenerator()
    for message in Self.messages {
      for length in 0..<message.payload.count {
        #expect(CellMessage(kind: message.kind.rawValue, payload: message.payload.prefix(length)) == nil)
      }
      for _ in 0..<200 {
        var bytes = message.payload
        guard !bytes.isEmpty else { continue }
        bytes[Int.random(in: bytes.indices, using: &generator)] = .random(in: 0...255, using: &generator)
        _ = CellMessage(kind: message.kind.rawValue, payload: bytes)
      }
    }
    #expect(CellMessage(kind: 31, payload: [UInt8]()) == nil)
  }

  @Test func answers() {
    let answers: [GlobalAnswer] = [
      .found(source: "let x = 1"), .missing(nearest: nil), .missing(nearest: "y"),
      .mismatched(reason: "a", source: "b"),
    ]
    #expect(GlobalAnswer.list(from: GlobalAnswer.bytes(of: answers)) == answers)
  }
}
