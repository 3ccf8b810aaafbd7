import JSONTree
import Testing

@testable import JupyterProtocol

struct MessageTests {
  @Test func aReplyGoesBackToItsSender() throws {
    let request = Message(identities: [[1, 2], [3]], header: Header(.executeRequest, session: Session()))
    let reply = try #require(request.reply(["status": "ok"], from: Session(id: "kernel")))
    #expect(reply.identities == request.identities)
    #expect(reply.header.type == "execute_reply")
    #expect(reply.header.session == "kernel")
    #expect(reply.parentHeader == request.header.json)
    #expect(reply.content == ["status": "ok"])
    #expect(Message(header: Header(.commClose, session: Session())).reply([:], from: Session()) == nil)
  }
}
