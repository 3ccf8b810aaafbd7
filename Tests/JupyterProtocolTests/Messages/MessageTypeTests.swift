import Testing

@testable import JupyterProtocol

struct MessageTypeTests {
  @Test func aReplyIsNamedAfterItsRequest() {
    #expect(MessageType.executeRequest.reply == "execute_reply")
    #expect(MessageType.isCompleteRequest.reply == "is_complete_reply")
    #expect(MessageType("something_new_request").reply == "something_new_reply")
    #expect(MessageType.commOpen.reply == nil)
    #expect(MessageType.inputReply.reply == nil)
  }
}
