import JSONTree
import Testing

@testable import SwiftKernel

struct HeaderedReaderTests {
  @Test func messagesArePutTogetherFromAnyPieces() {
    let messages: [JSONValue] = [["id": 1, "text": "é\r\n\r\n"], [:], ["list": [1, 2, 3]]]
    var stream: [UInt8] = []
    for (number, message) in messages.enumerated() {
      let body = message.encoded
      let other = number == 1 ? "Content-Type: application/vscode-jsonrpc; charset=utf-8\r\n" : ""
      stream += Array("\(other)content-length:  \(body.count)\r\n\r\n".utf8) + body
    }
    for size in 1...stream.count {
      var reader = HeaderedReader()
      var read: [JSONValue] = []
      for start in stride(from: 0, to: stream.count, by: size) {
        read += reader.messages(in: stream[start..<min(start + size, stream.count)])
      }
      #expect(read == messages)
    }
  }

  @Test func whatIsNotJSONIsLeftOut() {
    var reader = HeaderedReader()
    #expect(reader.messages(in: Array("Content-Length: 3\r\n\r\n{,}Content-Length: 2\r\n\r\n[]".utf8)) == [[]])
  }
}
