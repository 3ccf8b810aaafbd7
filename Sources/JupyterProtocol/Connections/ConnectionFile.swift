private import JSONTree

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Reads the file by which a client tells a kernel where to listen.
///
/// Whoever can read the file can run code in the kernel, so only a private file is accepted, and only for loopback.
package enum ConnectionFile {
  /// Far more than any connection file has.
  static let longest = 65536

  /// The connection described in the file at `path`.
  package static func read(_ path: String) throws(ConnectionFileError) -> Connection {
    try decode(try bytes(path), path: path)
  }

  /// The connection described by `text`, which stands in the file at `path`.
  static func decode(_ text: [UInt8], path: String) throws(ConnectionFileError) -> Connection {
    let json: JSONValue
    do {
      json = try JSONValue(parsing: text[...])
    } catch {
      throw .syntax(path: path, error)
    }
    func field<Value>(
      _ name: String, _ expected: String, _ value: (JSONValue) -> Value?
    ) throws(ConnectionFileError) -> Value {
      guard let value = json[name].flatMap(value) else { throw .field(path: path, name: name, expected: expected) }
      return value
    }
    _ = try field("transport", "\"tcp\"") { $0 == "tcp" ? true : nil }
    let address = try field("ip", "a loopback address, as \"127.0.0.1\"") { $0.stringValue.flatMap(loopback) }
    var ports: [Channel: Int] = [:]
    for channel in Channel.allCases {
      let port = try field(channel.portField, "a port from 1 to 65535") { value in
        value.integerValue.flatMap { (1...65535).contains($0) ? $0 : nil }
      }
      guard !ports.values.contains(port) else {
        throw .field(path: path, name: channel.portField, expected: "unlike the ports of other channels")
      }
      ports[channel] = port
    }
    let key = try field("key", "a text; an empty one turns signatures off", \.stringValue)
    if !key.isEmpty {
      _ = try field("signature_scheme", "\"hmac-sha256\"") { $0 == "hmac-sha256" ? true : nil }
    }
    var curve: Connection.CurveKeys?
    if json["curve_publickey"] != nil || json["curve_secretkey"] != nil {
      func curveKey(_ name: String) throws(ConnectionFileError) -> String {
        try field(name, "40 characters of Z85") { $0.stringValue.flatMap { $0.utf8.count == 40 ? $0 : nil } }
      }
      curve = .init(publicKey: try curveKey("curve_publickey"), secretKey: try curveKey("curve_secretkey"))
    }
    return Connection(address: address, ports: ports, key: Array(key.utf8), curve: curve)
  }

  /// The numeric form of a loopback address, or nil if `name` is none.
  private static func loopback(_ name: String) -> String? {
    if name == "localhost" { return "127.0.0.1" }
    if name == "::1" { return name }
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4, parts[0] == "127", parts.allSatisfy({ UInt8($0).map(String.init) == String($0) }) else {
      return nil
    }
    return name
  }

  private static func bytes(_ path: String) throws(ConnectionFileError) -> [UInt8] {
    func refusal() -> ConnectionFileError { .unreadable(path: path, reason: String(cString: strerror(errno))) }
    // Without O_NONBLOCK, opening a pipe would wait for a writer.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw refusal() }
    defer { _ = close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw refusal() }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .unreadable(path: path, reason: "it is not a regular file") }
    guard status.st_uid == geteuid() || status.st_uid == 0 else { throw .foreign(path: path) }
    guard status.st_mode & 0o077 == 0 else { throw .notPrivate(path: path, mode: UInt32(status.st_mode & 0o777)) }
    var bytes = [UInt8](repeating: 0, count: longest + 1)
    var count = 0
    while count < bytes.count {
      let chunk = bytes.withUnsafeMutableBytes { buffer in
        systemRead(descriptor, buffer.baseAddress.map { $0 + count }, buffer.count - count)
      }
      if chunk < 0 && errno == EINTR { continue }
      guard chunk >= 0 else { throw refusal() }
      if chunk == 0 { break }
      count += chunk
    }
    guard count <= longest else {
      throw .unreadable(path: path, reason: "it is longer than \(longest) bytes, as no connection file is")
    }
    return Array(bytes[..<count])
  }
}

private func systemRead(_ descriptor: CInt, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(descriptor, buffer, count)
}
