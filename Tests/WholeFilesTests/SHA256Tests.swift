import Testing

@testable import WholeFiles

@Suite struct SHA256Tests {
  /// The examples that NIST publishes for FIPS 180-4, and the lengths around a block's end.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ]) func `Published examples`(message: String, digest: String) {
    #expect(hexadecimal(SHA256.digest(of: Array(message.utf8))) == digest)
  }

  @Test func `A million letters`() {
    let digest = SHA256.digest(of: [UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000))
    #expect(hexadecimal(digest) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  /// Lengths around the ends of blocks and of the padding, in pieces around a block's length.
  @Test func `Pieces give the digest of the whole`() {
    let pieces = [1, 63, 64, 65, 7, 130, 0]
    for length in Array(0..<200) + [1_000, 4_096] {
      let message = (0..<length).map { UInt8(truncatingIfNeeded: 31 &* $0 &+ length) }
      var hash = SHA256()
      var (start, turn) = (0, length)
      while start < length {
        let end = min(length, start + pieces[turn % pieces.count])
        hash.update(message[start..<end])
        (start, turn) = (end, turn + 1)
      }
      #expect(hash.digest == SHA256.digest(of: message))
      #expect(hash.hexadecimalDigest == hexadecimal(hash.digest))
    }
  }

  private func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }
}
