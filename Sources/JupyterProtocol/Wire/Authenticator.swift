private import CSodium

/// Signs messages and checks signatures: HMAC-SHA256 under the connection file's key (RFC 2104), in lower-case
/// hexadecimal.
package struct Authenticator: Sendable {
  private let key: [UInt8]

  /// - Parameter key: Empty where messages are not signed.
  package init(key: [UInt8]) { self.key = key }

  /// Whether messages carry a signature.
  package var isSigning: Bool { !key.isEmpty }

  /// The signature of `parts`; empty where messages are not signed.
  package func signature(of parts: some Sequence<[UInt8]>) -> [UInt8] {
    guard isSigning else { return [] }
    var state = crypto_auth_hmacsha256_state()
    crypto_auth_hmacsha256_init(&state, key, key.count)
    for part in parts { crypto_auth_hmacsha256_update(&state, part, UInt64(part.count)) }
    var code = [UInt8](repeating: 0, count: Self.codeLength)
    crypto_auth_hmacsha256_final(&state, &code)
    return code.flatMap { [Self.digits[Int($0 >> 4)], Self.digits[Int($0 & 0xF)]] }
  }

  /// Throws unless `signature` is that of `parts`.
  ///
  /// The comparison takes the same time wherever the first wrong byte stands, so that nobody can search for a signature
  /// byte by byte.
  package func check(_ signature: [UInt8], of parts: some Sequence<[UInt8]>) throws(WireError) {
    guard isSigning else { return }
    guard !signature.isEmpty else { throw .unsigned }
    let right = self.signature(of: parts)
    guard signature.count == right.count, sodium_memcmp(signature, right, right.count) == 0 else {
      throw .wrongSignature
    }
  }

  private static let codeLength = Int(crypto_auth_hmacsha256_BYTES)
  private static let digits = Array("0123456789abcdef".utf8)
}
