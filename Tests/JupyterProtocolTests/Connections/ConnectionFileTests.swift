import Foundation
import FrameDamage
import JSONTree
import RandomJSON
import Testing

@testable import JupyterProtocol

struct ConnectionFileTests {
  static let fields: [(String, JSONValue)] = [
    ("transport", "tcp"), ("ip", "127.0.0.1"), ("shell_port", 1), ("iopub_port", 2), ("stdin_port", 3),
    ("control_port", 4), ("hb_port", 65535), ("signature_scheme", "hmac-sha256"), ("key", "k"), ("kernel_name", "x"),
  ]

  /// A file's text with `name` set to `value`, or left out.
  static func text(_ name: String = "", _ value: JSONValue? = nil) -> [UInt8] {
    var members = fields.filter { $0.0 != name }.map { JSONValue.Member(name: $0.0, value: $0.1) }
    if let value { members.append(.init(name: name, value: value)) }
    return JSONValue.object(members).encoded
  }

  @Test func readsWhatAClientWrites() throws {
    let connection = try ConnectionFile.decode(Self.text(), path: "f")
    #expect(
      connection
        == Connection(
          ports: [.shell: 1, .iopub: 2, .stdin: 3, .control: 4, .heartbeat: 65535], key: Array("k".utf8)))
  }

  @Test(arguments: ["127.0.0.1", "127.8.0.255", "::1"])
  func acceptsLoopback(_ address: String) throws {
    #expect(try ConnectionFile.decode(Self.text("ip", .string(address)), path: "f").address == address)
    #expect(try ConnectionFile.decode(Self.text("ip", "localhost"), path: "f").address == "127.0.0.1")
  }

  @Test(arguments: [
    "0.0.0.0", "", "*", "::", "10.0.0.1", "127.0.0", "127.0.0.1.evil.example", "127.0.0.256", "127.0.0.01",
    "127.0.0.+1",
    "example.org",
  ])
  func refusesTheNetwork(_ address: String) {
    let error = #expect(throws: ConnectionFileError.self) {
      try ConnectionFile.decode(Self.text("ip", .string(address)), path: "f")
    }
    #expect(error == .field(path: "f", name: "ip", expected: "a loopback address, as \"127.0.0.1\""))
  }

  @Test(
    arguments: [
      ("transport", "ipc"), ("transport", nil), ("ip", nil), ("ip", 7), ("shell_port", 0), ("hb_port", 65536),
      ("iopub_port", "2"), ("stdin_port", nil), ("control_port", 1), ("key", nil), ("key", 5),
      ("signature_scheme", "hmac-md5"), ("signature_scheme", nil), ("curve_publickey", "short"),
      ("curve_secretkey", .string(String(repeating: "a", count: 40))),
    ] as [(String, JSONValue?)])
  func namesTheFieldThatIsWrong(_ name: String, _ value: JSONValue?) throws {
    let error = #expect(throws: ConnectionFileError.self) {
      try ConnectionFile.decode(Self.text(name, value), path: "f")
    }
    guard case .field("f", let field, _) = error else { throw try #require(error) }
    #expect([name, "curve_publickey"].contains(field))
  }

  @Test func anEmptyKeyTurnsSignaturesOff() throws {
    let text = Self.fields.filter { !["key", "signature_scheme"].contains($0.0) } + [("key", "")]
    let json = JSONValue.object(text.map { JSONValue.Member(name: $0.0, value: $0.1) })
    #expect(try ConnectionFile.decode(json.encoded, path: "f").key == [])
  }

  @Test func readsTheKeysOfAnEncryptedConnection() throws {
    let (publicKey, secretKey) = (String(repeating: "p", count: 40), String(repeating: "s", count: 40))
    var text = Self.text("curve_publickey", .string(publicKey))
    text.removeLast()
    text += Array(#","curve_secretkey":"\#(secretKey)"}"#.utf8)
    #expect(try ConnectionFile.decode(text, path: "f").curve == .init(publicKey: publicKey, secretKey: secretKey))
  }

  @Test func damagedTextsAreReadOrRefused() {
    var generator = Random(seed: 4)
    for _ in 0..<2000 {
      var text = [Self.text()]
      for _ in 0...Int.random(in: 0...3, using: &generator) { damage(&text, &generator) }
      do {
        let connection = try ConnectionFile.decode(text.first ?? [], path: "f")
        #expect(connection.ports.count == 5)
      } catch {
        #expect(error.description.contains("the connection file f"))
      }
    }
  }

  @Test func onlyAPrivateFileOfOursIsRead() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "unroll-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "kernel.json").path
    try Data(Self.text()).write(to: URL(filePath: path))
    for mode in [0o644, 0o640, 0o604, 0o620, 0o610] {
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
      #expect(throws: ConnectionFileError.notPrivate(path: path, mode: UInt32(mode))) { try ConnectionFile.read(path) }
    }
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    #expect(try ConnectionFile.read(path).ports[.heartbeat] == 65535)

    #expect(throws: ConnectionFileError.unreadable(path: folder.path, reason: "it is not a regular file")) {
      try ConnectionFile.read(folder.path)
    }
    let missing = #expect(throws: ConnectionFileError.self) { try ConnectionFile.read(path + ".missing") }
    #expect(missing.map { "\($0)".contains("No such file") } == true)
    try Data(repeating: 0x20, count: ConnectionFile.longest + 1).write(to: URL(filePath: path))
    let long = #expect(throws: ConnectionFileError.self) { try ConnectionFile.read(path) }
    #expect(long.map { "\($0)".contains("longer than") } == true)
  }

  @Test func errorsNeverShowTheKey() {
    let secret = "very-secret-key"
    var text = Self.text("key", .string(secret))
    text.removeLast()
    let error = #expect(throws: ConnectionFileError.self) { try ConnectionFile.decode(text, path: "f") }
    #expect(error.map { !"\($0)".contains(secret) } == true)
  }
}
