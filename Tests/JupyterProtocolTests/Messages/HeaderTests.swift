import JSONTree
import Testing

@testable import JupyterProtocol

struct HeaderTests {
  @Test func aNewHeaderHasEveryField() {
    let header = Header(.status, session: Session(id: "s", username: "u"), date: Timestamp(microseconds: 0))
    #expect(header.json["msg_id"] == .string(header.id))
    #expect(header.json["msg_type"] == "status")
    #expect(header.json["session"] == "s")
    #expect(header.json["username"] == "u")
    #expect(header.json["date"] == "1970-01-01T00:00:00.000000Z")
    #expect(header.json["version"] == .string(protocolVersion))
    #expect(header.id != Header(.status, session: Session()).id)
  }

  @Test func whatIsNotKnownIsKept() throws {
    let json: JSONValue = ["msg_id": "1", "msg_type": "t_request", "subshell_id": .null, "x": [1, "y"]]
    let header = try Header(decoding: json)
    #expect(header.json == json)
    #expect(header.session == "")
  }

  @Test(arguments: ["msg_id", "msg_type"])
  func saysWhichFieldIsMissing(_ field: String) {
    let fields: [(String, JSONValue)] = [("msg_id", "1"), ("msg_type", "t")]
    let others = fields.filter { $0.0 != field }.map { JSONValue.Member(name: $0.0, value: $0.1) }
    #expect(throws: WireError.header(field: field)) { try Header(decoding: .object(others)) }
    let wrong = others + [JSONValue.Member(name: field, value: 7)]
    #expect(throws: WireError.header(field: field)) { try Header(decoding: .object(wrong)) }
  }
}
