/// Where a kernel listens, and the key that shows who may talk to it.
package struct Connection: Sendable, Equatable {
  /// A loopback address, `127.0.0.1` or another of its network, or `::1`.
  package let address: String
  /// The TCP port of each channel. Zero lets the system choose.
  package let ports: [Channel: Int]
  /// Signs messages; empty where they are not signed.
  package let key: [UInt8]
  /// Encrypts the channels, where the client asks for it.
  package let curve: CurveKeys?

  /// The kernel's keys of CurveZMQ, each 40 characters of Z85.
  package struct CurveKeys: Sendable, Equatable {
    package let publicKey: String
    package let secretKey: String

    package init(publicKey: String, secretKey: String) {
      self.publicKey = publicKey
      self.secretKey = secretKey
    }
  }

  /// - Parameter ports: Channels without one get a port that the system chooses.
  package init(address: String = "127.0.0.1", ports: [Channel: Int] = [:], key: [UInt8], curve: CurveKeys? = nil) {
    self.address = address
    self.ports = ports
    self.key = key
    self.curve = curve
  }

  /// What ZeroMQ binds for `channel`, as `tcp://127.0.0.1:5555`; `*` is a port for the system to choose.
  package func endpoint(_ channel: Channel) -> String {
    let port = ports[channel, default: 0]
    return "tcp://\(address.contains(":") ? "[\(address)]" : address):\(port == 0 ? "*" : String(port))"
  }
}
