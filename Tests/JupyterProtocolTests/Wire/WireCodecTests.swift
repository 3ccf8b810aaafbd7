import FrameDamage
import RandomJSON
import Testing

@testable import JSONTree
@testable import JupyterProtocol

struct WireCodecTests {
  let codec = WireCodec(Authenticator(key: Array("secret".utf8)))

  func message(_ generator: inout some RandomNumberGenerator) -> Message {
    func bytes(upTo limit: Int) -> [UInt8] {
      (0..<Int.random(in: 0...limit, using: &generator)).map { _ in .random(in: 0...255, using: &generator) }
    }
    return Message(
      identities: (0..<Int.random(in: 0...3, using: &generator)).map { _ in bytes(upTo: 8) },
      header: Header("t_request", session: Session()),
      parentHeader: Bool.random(using: &generator) ? [:] : Header(.status, session: Session()).json,
      metadata: ["a": .integer(.random(in: -5...5, using: &generator))],
      content: ["text": .string(String(decoding: bytes(upTo: 30), as: UTF8.self)), "list": [1, 2.5, true, .null]],
      buffers: (0..<Int.random(in: 0...2, using: &generator)).map { _ in bytes(upTo: 20) })
  }

  @Test func whatIsWrittenIsRead() throws {
    var generator = Random(seed: 1)
    var replays = ReplayGuard()
    for _ in 0..<300 {
      let message = message(&generator)
      #expect(try codec.message(codec.frames(message), replays: &replays) == message)
    }
  }

  /// Made with Python's `hmac.new(b"secret", b"".join(parts), "sha256").hexdigest()`.
  @Test func readsAMessageOfAnotherImplementation() throws {
    let frames = [
      "client", "<IDS|MSG>", "3069ff718c1e652b16ee5d1f1ba7c65743a41077de9305009e288b45c52e5397",
      #"{"msg_id": "1", "msg_type": "kernel_info_request"}"#, "{}", "{}", "{}",
    ].map { Array($0.utf8) }
    var replays = ReplayGuard()
    let message = try codec.message(frames, replays: &replays)
    #expect(message.header.type == .kernelInfoRequest)
    #expect(message.identities == [Array("client".utf8)])
  }

  @Test func aReplayIsRefusedAndAWrongSignatureIsNotRemembered() throws {
    var replays = ReplayGuard()
    let frames = codec.frames(Message(identities: [[9]], header: Header("t", session: Session())))
    var forged = frames
    forged[3].append(0x20)
    #expect(throws: WireError.wrongSignature) { try codec.message(forged, replays: &replays) }
    _ = try codec.message(frames, replays: &replays)
    #expect(throws: WireError.replayed) { try codec.message(frames, replays: &replays) }
    #expect(throws: WireError.replayed) { try codec.message([[8]] + frames.dropFirst(), replays: &replays) }
  }

  @Test func saysWhatIsWrong() {
    var replays = ReplayGuard()
    let unsigned = WireCodec(Authenticator(key: []))
    func check(_ frames: [String], _ error: WireError) {
      #expect(throws: error) { try unsigned.message(frames.map { Array($0.utf8) }, replays: &replays) }
    }
    let header = #"{"msg_id": "1", "msg_type": "t"}"#
    check([], .noDelimiter)
    check(["a", "b"], .noDelimiter)
    check(["<IDS|MSG>"], .truncated(frames: 0))
    check(["<IDS|MSG>", "", header, "{}", "{}"], .truncated(frames: 4))
    check(
      ["<IDS|MSG>", "", header, "{}", "{}", "{"],
      .syntax(part: "content", .init(offset: 1, reason: "a name in quotes was expected")))
    check(["<IDS|MSG>", "", header, "[]", "{}", "{}"], .notAnObject(part: "parent header"))
    check(["<IDS|MSG>", "", "{}", "{}", "{}", "{}"], .header(field: "msg_id"))
  }

  /// Whatever happens to a signed message's frames on their way, it is refused or unchanged in every signed part.
  @Test func damagedFramesAreNeverBelieved() throws {
    var generator = Random(seed: 2)
    for _ in 0..<3000 {
      let original = message(&generator)
      var frames = codec.frames(original)
      for _ in 0...Int.random(in: 0...2, using: &generator) { damage(&frames, &generator) }
      var replays = ReplayGuard()
      guard let read = try? codec.message(frames, replays: &replays) else { continue }
      #expect(read.header == original.header)
      #expect(read.parentHeader == original.parentHeader)
      #expect(read.metadata == original.metadata)
      #expect(read.content == original.content)
    }
  }

  /// Without a key nothing protects from damage: frames may be read as another message, but never trap.
  @Test func damagedUnsignedFramesAreReadOrRefused() {
    let unsigned = WireCodec(Authenticator(key: []))
    var generator = Random(seed: 3)
    var (read, refused) = (0, 0)
    for _ in 0..<3000 {
      var frames = unsigned.frames(message(&generator))
      for _ in 0...Int.random(in: 0...4, using: &generator) { damage(&frames, &generator) }
      var replays = ReplayGuard()
      do {
        _ = try unsigned.message(frames, replays: &replays)
        read += 1
      } catch {
        refused += 1
      }
    }
    #expect(read > 100)
    #expect(refused > 100)
  }
}
