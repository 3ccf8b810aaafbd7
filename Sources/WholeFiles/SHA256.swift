/// The hash function SHA-256 (NIST, FIPS 180-4, section 6.2): how a page names the one script that may run in it, and how
/// a checkpoint knows its files.
///
/// Nothing secret is hashed here; a library of cryptography would be a heavy thing to load into a notebook for it.
package struct SHA256 {
  private var state: [UInt32] = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
  ]
  private var schedule = [UInt32](repeating: 0, count: 64)
  /// The bytes that do not fill a block yet.
  private var rest: [UInt8] = []
  private var length: UInt64 = 0

  /// The hash of no bytes so far.
  package init() {}

  /// Appends `bytes` to the message.
  ///
  /// - Complexity: Linear in their number.
  package mutating func update(_ bytes: some Collection<UInt8>) {
    let isDone: Void? = bytes.withContiguousStorageIfAvailable { update(contiguous: $0) }
    if isDone == nil { Array(bytes).withUnsafeBufferPointer { update(contiguous: $0) } }
  }

  /// The 32 bytes of the digest of the message so far.
  package var digest: [UInt8] {
    // Padding: a one, zeros, and the length in bits, up to a multiple of 64 bytes.
    var padded = self
    padded.update([0x80] + [UInt8](repeating: 0, count: (119 - rest.count) % 64))
    padded.update((0..<8).map { UInt8(truncatingIfNeeded: (length &* 8) >> (56 - 8 * $0)) })
    return padded.state.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> (24 - 8 * $0)) } }
  }

  /// ``digest`` in lower-case hexadecimal digits, as `sha256sum` prints it.
  package var hexadecimalDigest: String {
    digest.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }

  /// The 32 bytes of the digest of `message`.
  package static func digest(of message: some Collection<UInt8>) -> [UInt8] {
    var hash = SHA256()
    hash.update(message)
    return hash.digest
  }

  private mutating func update(contiguous bytes: UnsafeBufferPointer<UInt8>) {
    length += UInt64(bytes.count)
    var start = 0
    if !rest.isEmpty {
      start = min(64 - rest.count, bytes.count)
      rest += bytes[..<start]
      if rest.count < 64 { return }
      let block = rest
      block.withUnsafeBufferPointer { compress($0, at: 0) }
      rest = []
    }
    while start + 64 <= bytes.count {
      compress(bytes, at: start)
      start += 64
    }
    rest += bytes[start...]
  }

  private mutating func compress(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) {
    for place in 0..<16 {
      let byte = start + 4 * place
      schedule[place] =
        UInt32(bytes[byte]) << 24 | UInt32(bytes[byte + 1]) << 16 | UInt32(bytes[byte + 2]) << 8
        | UInt32(bytes[byte + 3])
    }
    for round in 16..<64 {
      let (a, b) = (schedule[round - 15], schedule[round - 2])
      let small = (
        Self.rotated(a, 7) ^ Self.rotated(a, 18) ^ a >> 3, Self.rotated(b, 17) ^ Self.rotated(b, 19) ^ b >> 10
      )
      schedule[round] = schedule[round - 16] &+ small.0 &+ schedule[round - 7] &+ small.1
    }
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    for round in 0..<64 {
      let high = Self.rotated(e, 6) ^ Self.rotated(e, 11) ^ Self.rotated(e, 25)
      let first = h &+ high &+ (e & f ^ ~e & g) &+ Self.constants[round] &+ schedule[round]
      let low = Self.rotated(a, 2) ^ Self.rotated(a, 13) ^ Self.rotated(a, 22)
      let second = low &+ (a & b ^ a & c ^ b & c)
      (h, g, f, e) = (g, f, e, d &+ first)
      (d, c, b, a) = (c, b, a, first &+ second)
    }
    for (place, word) in [a, b, c, d, e, f, g, h].enumerated() { state[place] &+= word }
  }

  @inline(__always)
  private static func rotated(_ word: UInt32, _ count: UInt32) -> UInt32 { word >> count | word << (32 - count) }

  /// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
  private static let constants: [UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
    0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
    0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
    0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
    0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
    0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
    0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
  ]
}
