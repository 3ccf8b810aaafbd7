import Testing

@testable import JupyterProtocol

struct AuthenticatorTests {
  /// RFC 4231, test cases 1, 2 and 6 (a key longer than a block).
  @Test(arguments: [
    (
      [UInt8](repeating: 0x0B, count: 20), "Hi There",
      "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
    ),
    (
      Array("Jefe".utf8), "what do ya want for nothing?",
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    ),
    (
      [UInt8](repeating: 0xAA, count: 131), "Test Using Larger Than Block-Size Key - Hash Key First",
      "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
    ),
  ])
  func signsAsTheStandardSays(_ key: [UInt8], _ text: String, _ signature: String) throws {
    let authenticator = Authenticator(key: key)
    for cut in [0, 1, text.utf8.count / 2, text.utf8.count] {
      let parts = [Array(text.utf8.prefix(cut)), Array(text.utf8.dropFirst(cut))]
      #expect(String(decoding: authenticator.signature(of: parts), as: UTF8.self) == signature)
      try authenticator.check(Array(signature.utf8), of: parts)
    }
  }

  @Test func everyDamageToASignatureIsSeen() {
    let authenticator = Authenticator(key: [1])
    let parts: [[UInt8]] = [[1], [2], [3], [4]]
    let right = authenticator.signature(of: parts)
    for position in right.indices {
      var wrong = right
      wrong[position] ^= 1
      #expect(throws: WireError.wrongSignature) { try authenticator.check(wrong, of: parts) }
    }
    for wrong in [
      Array(right.dropLast()), right + [0x30], Array("0".utf8),
      Array(String(decoding: right, as: UTF8.self).uppercased().utf8),
    ] {
      #expect(throws: WireError.wrongSignature) { try authenticator.check(wrong, of: parts) }
    }
    #expect(throws: WireError.unsigned) { try authenticator.check([], of: parts) }
    #expect(throws: WireError.wrongSignature) { try Authenticator(key: [2]).check(right, of: parts) }
    #expect(throws: WireError.wrongSignature) { try authenticator.check(right, of: [[1], [2], [3], [5]]) }
  }

  @Test func anEmptyKeySignsNothing() throws {
    let authenticator = Authenticator(key: [])
    #expect(authenticator.signature(of: [[1]]) == [])
    try authenticator.check([], of: [[1]])
    try authenticator.check([7], of: [[1]])
  }
}
