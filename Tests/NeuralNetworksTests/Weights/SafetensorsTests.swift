import Testing

@testable import NeuralNetworks

struct SafetensorsTests {
  static func sample() -> Safetensors {
    Safetensors(
      contents: [
        .init(name: "small", elementType: .uint8, shape: [3], bytes: [1, 2, 3]),
        .init(name: "large", elementType: .float64, shape: [1, 2], bytes: Array(10..<26)),
        .init(name: "empty", elementType: .float32, shape: [4, 0], bytes: []),
        .init(name: "quote \" \n é", elementType: .float32, shape: [], bytes: [7, 8, 9, 0]),
      ], metadata: [.init(name: "note", text: "tab\t"), .init(name: "", text: "")])
  }

  @Test func whatIsEncodedDecodesToTheSame() throws {
    let sample = Self.sample()
    #expect(try Safetensors(decoding: sample.encoded()) == sample)
    #expect(sample.names == ["small", "large", "empty", "quote \" \n é"])
    #expect(sample.entry(named: "small").map { Array(sample.bytes(of: $0)) } == [1, 2, 3])
    let nothing = Safetensors([])
    #expect(try Safetensors(decoding: nothing.encoded()) == nothing)
  }

  @Test func everyTensorIsAlignedToItsElements() {
    let sample = Self.sample()
    #expect(sample.header.dataStart % 8 == 0)
    for entry in sample.header.entries { #expect(entry.bytes.lowerBound % entry.elementType.size == 0) }
  }

  @Test func readsWhatTheFormatsOwnLibraryWrote() throws {
    let golden = try Golden("dtypes")
    #expect(golden.settings["note"] == "tab\there, quote \" and 𝄞")
    let entry = try #require(golden.file.entry(named: "Ĝ “x”\n\\"))
    #expect(entry.elementType == .float64 && entry.shape == [2, 3])
    #expect(golden.file.entry(named: "scalar")?.shape == [])
    #expect(golden.file.entry(named: "empty")?.shape == [0, 3])
    #expect(golden.file.entry(named: "values.BF16")?.elementType == .bfloat16)
    #expect(try Safetensors(decoding: golden.file.encoded()).header.entries == golden.file.header.entries)
  }

  @Test func namesThatClashTrap() async {
    expect(
      "names must differ",
      in: await #expect(processExitsWith: .failure, observing: standardError) {
        _ = Safetensors(contents: [
          .init(name: "a", elementType: .uint8, shape: [0], bytes: []),
          .init(name: "a", elementType: .uint8, shape: [0], bytes: []),
        ])
      })
    expect(
      "not be __metadata__",
      in: await #expect(processExitsWith: .failure, observing: standardError) {
        _ = Safetensors(contents: [.init(name: "__metadata__", elementType: .uint8, shape: [0], bytes: [])])
      })
    expect(
      "a has 1 bytes for shape [2]",
      in: await #expect(processExitsWith: .failure, observing: standardError) {
        _ = Safetensors(contents: [.init(name: "a", elementType: .float32, shape: [2], bytes: [0])])
      })
  }

  /// Mutations of valid files: some stay valid, the others are errors, none traps, and no tensor exceeds the file.
  @Test func fuzz() throws {
    var random = SplitMix64(seed: 7)
    let seeds = [Self.sample().encoded(), try Golden("dtypes").file.encoded(), Safetensors([]).encoded()]
    var refused = 0
    for round in 0..<20_000 {
      var bytes = seeds[round % seeds.count]
      for _ in 0...Int.random(in: 0..<4, using: &random) { Self.mutate(&bytes, using: &random) }
      do {
        let file = try Safetensors(decoding: bytes)
        #expect(file.header.entries.reduce(0) { $0 + file.bytes(of: $1).count } == bytes.count - file.header.dataStart)
      } catch {
        refused += 1
        #expect(error.description.utf8.count < 1000)
      }
    }
    #expect(refused > 10_000)
  }

  static func mutate(_ bytes: inout [UInt8], using random: inout SplitMix64) {
    let tokens = [
      "{", "}", "[", "]", ",", ":", "\"", "-1", "0", "99999999999999999999", "1e9", "9223372036854775807", "\\u", "F64",
      "null",
    ]
    guard !bytes.isEmpty else { return bytes.append(0) }
    let header = min(bytes.count, 1000)
    let position = Int.random(in: 0..<header, using: &random)
    switch Int.random(in: 0..<7, using: &random) {
    case 0: bytes[position] = UInt8.random(in: 0...255, using: &random)
    case 1: bytes[position] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    case 2: bytes.remove(at: position)
    case 3: bytes.removeLast(Int.random(in: 0...bytes.count, using: &random))
    case 4: bytes.insert(contentsOf: tokens[Int.random(in: tokens.indices, using: &random)].utf8, at: position)
    case 5:
      let end = min(bytes.count, position + Int.random(in: 0..<40, using: &random))
      bytes.insert(contentsOf: Array(bytes[position..<end]), at: Int.random(in: 0...bytes.count, using: &random))
    default:
      // Keep the length right so that the mutation of the header's text is what is seen.
      let token = Array(tokens[Int.random(in: tokens.indices, using: &random)].utf8)
      for (offset, byte) in token.enumerated() where position + offset >= 8 && position + offset < bytes.count {
        bytes[position + offset] = byte
      }
    }
  }
}
