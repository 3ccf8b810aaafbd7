import Testing

@testable import NeuralNetworks

struct SafetensorsHeaderTests {
  /// A file with this header, unpadded, and so many bytes of data.
  static func file(_ header: String, data: Int = 0, length: UInt64? = nil) -> [UInt8] {
    let text = Array(header.utf8)
    let length = length ?? UInt64(text.count)
    return (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) } + text + Array(repeating: 0, count: data)
  }

  static func error(_ header: String, data: Int = 0, length: UInt64? = nil) -> SafetensorsError? {
    #expect(throws: SafetensorsError.self) {
      try Safetensors(decoding: file(header, data: data, length: length))
    }
  }

  static func tensor(_ name: String, _ dtype: String, _ shape: String, _ begin: String, _ end: String) -> String {
    #""\#(name)":{"dtype":"\#(dtype)","shape":\#(shape),"data_offsets":[\#(begin),\#(end)]}"#
  }

  @Test func readsEntriesAndMetadataInOrder() throws {
    let b = Self.tensor("b", "F32", "[2,1]", "8", "16")
    let a = Self.tensor("a", "F64", "[]", "0", "8")
    let empty = Self.tensor("empty", "I8", "[0,5]", "16", "16")
    let file = Self.file(#"{"__metadata__":{"z":"1","y":"2"},"# + "\(b),\(a),\(empty)}   ", data: 16)
    let header = try Safetensors(decoding: file).header
    #expect(
      header.entries == [
        .init(name: "b", elementType: .float32, shape: [2, 1], bytes: 8..<16),
        .init(name: "a", elementType: .float64, shape: [], bytes: 0..<8),
        .init(name: "empty", elementType: .int8, shape: [0, 5], bytes: 16..<16),
      ])
    #expect(header.metadata == [.init(name: "z", text: "1"), .init(name: "y", text: "2")])
    #expect(header.dataStart == file.count - 16)
  }

  @Test func aFileWithoutTensorsIsOne() throws {
    #expect(try Safetensors(decoding: Self.file("{}")).names.isEmpty)
  }

  @Test(arguments: 0..<8)
  func tooShortForALength(_ count: Int) {
    #expect(throws: SafetensorsError.tooShort(length: count)) {
      try Safetensors(decoding: Array(repeating: 0, count: count))
    }
  }

  @Test func absurdHeaderLengths() {
    #expect(Self.error("{}", length: 3) == .headerLength(3, fileLength: 10))
    #expect(Self.error("{}", length: 100_000_001) == .headerLength(100_000_001, fileLength: 10))
    #expect(Self.error("{}", length: .max) == .headerLength(.max, fileLength: 10))
    #expect(Self.error("{}", length: 1 << 63) == .headerLength(1 << 63, fileLength: 10))
  }

  @Test func headersThatAreNotObjects() {
    #expect(Self.error("", length: 0) == .header(offset: 8, reason: "'{' was expected; this is not a safetensors file"))
    #expect(Self.error("[]") == .header(offset: 8, reason: "'{' was expected; this is not a safetensors file"))
    #expect(Self.error(" {}") == .header(offset: 8, reason: "'{' was expected; this is not a safetensors file"))
    #expect(Self.error("{} x") == .header(offset: 11, reason: "something follows the end of the value"))
    #expect(Self.error("{\"a\":}") == .header(offset: 13, reason: "a value was expected"))
  }

  @Test func duplicateNames() {
    let a = Self.tensor("a", "F32", "[1]", "0", "4")
    #expect(
      Self.error("{\(a),\(a)}", data: 4)
        == .header(offset: 8 + 2 + a.utf8.count, reason: "the name \"a\" occurs twice"))
    #expect(
      Self.error(#"{"__metadata__":{"k":"1","k":"2"}}"#) == .header(offset: 33, reason: "the name \"k\" occurs twice"))
  }

  @Test func unknownElementType() {
    #expect(
      Self.error("{\(Self.tensor("a", "F12", "[1]", "0", "4"))}", data: 4) == .elementType(name: "a", found: "F12"))
  }

  @Test(arguments: [
    (#"{"a":3}"#, "an object with dtype, shape and data_offsets was expected"),
    (#"{"a":{"shape":[],"data_offsets":[0,4]}}"#, "dtype is missing"),
    (#"{"a":{"dtype":7,"shape":[],"data_offsets":[0,4]}}"#, "dtype is not a text"),
    (#"{"a":{"dtype":"F32","data_offsets":[0,4]}}"#, "shape is missing"),
    (#"{"a":{"dtype":"F32","shape":3,"data_offsets":[0,4]}}"#, "shape is not a list"),
    (#"{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}"#, "shape has the negative number -1"),
    (#"{"a":{"dtype":"F32","shape":[1.0],"data_offsets":[0,4]}}"#, #"shape has "1.0", not an integer below 2^63"#),
    (#"{"a":{"dtype":"F32","shape":["1"],"data_offsets":[0,4]}}"#, "shape has something that is not a number"),
    (
      #"{"a":{"dtype":"F32","shape":[18446744073709551616],"data_offsets":[0,4]}}"#,
      #"shape has "18446744073709551616", not an integer below 2^63"#
    ),
    (#"{"a":{"dtype":"F32","shape":[]}}"#, "data_offsets is missing"),
    (#"{"a":{"dtype":"F32","shape":[],"data_offsets":[4]}}"#, "data_offsets has 1 numbers, not a beginning and an end"),
    (#"{"a":{"dtype":"F32","shape":[],"data_offsets":[-4,0]}}"#, "data_offsets has the negative number -4"),
    (
      #"{"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,4]}}"#,
      "shape (4294967296, 4294967296) has more elements than can be addressed"
    ),
    (
      #"{"a":{"dtype":"F32","shape":[0,4611686018427387904],"data_offsets":[0,0]}}"#,
      "shape (0, 4611686018427387904) has more elements than can be addressed"
    ),
  ])
  func malformedEntries(_ header: String, _ reason: String) {
    #expect(Self.error(header, data: 4) == .entry(name: "a", reason: reason))
  }

  @Test func malformedMetadata() {
    #expect(
      Self.error(#"{"__metadata__":[]}"#) == .entry(name: "__metadata__", reason: "an object of texts was expected"))
    #expect(Self.error(#"{"__metadata__":{"k":1}}"#) == .entry(name: "__metadata__", reason: #""k" is not a text"#))
  }

  @Test func offsetsThatDoNotFit() {
    #expect(
      Self.error("{\(Self.tensor("a", "F32", "[2]", "0", "8"))}", data: 4)
        == .offsets(name: "a", begin: 0, end: 8, available: 4))
    #expect(
      Self.error("{\(Self.tensor("a", "F32", "[1]", "4", "0"))}", data: 4)
        == .offsets(name: "a", begin: 4, end: 0, available: 4))
    #expect(
      Self.error("{\(Self.tensor("a", "F32", "[3]", "0", "8"))}", data: 8)
        == .size(name: "a", shape: [3], elementType: .float32, expected: 12, found: 8))
  }

  @Test func overlapsAndHoles() {
    let a = Self.tensor("a", "F32", "[2]", "0", "8")
    #expect(
      Self.error("{\(a),\(Self.tensor("b", "F32", "[2]", "4", "12"))}", data: 12)
        == .overlap(name: "b", other: "a", at: 4))
    #expect(
      Self.error("{\(a),\(Self.tensor("b", "F32", "[0]", "4", "4"))}", data: 8)
        == .overlap(name: "b", other: "a", at: 4))
    #expect(
      Self.error("{\(a),\(Self.tensor("b", "F32", "[1]", "12", "16"))}", data: 16) == .hole(begin: 8, end: 12))
    #expect(Self.error("{\(a)}", data: 9) == .hole(begin: 8, end: 9))
    #expect(Self.error("{}", data: 1) == .hole(begin: 0, end: 1))
  }

  @Test func messagesAreOneShortSentence() {
    let long = String(repeating: "n\u{1B}", count: 10_000)
    let errors: [SafetensorsError] = [
      .tooShort(length: 3), .headerLength(9, fileLength: 10), .headerLength(.max, fileLength: 3),
      .header(offset: 9, reason: "'}' was expected"), .entry(name: long, reason: "shape is missing"),
      .elementType(name: long, found: long), .offsets(name: long, begin: 0, end: 8, available: 4),
      .size(name: long, shape: Array(repeating: 7, count: 1000), elementType: .float32, expected: 1, found: 2),
      .overlap(name: long, other: long, at: 4), .hole(begin: 1, end: 2),
    ]
    for error in errors {
      #expect(error.description.utf8.count < 1000)
      #expect(!error.description.contains("\u{1B}") && !error.description.contains("\n"))
    }
    #expect(
      errors[1].description == "the header's length is given as 9 bytes, but only 2 follow: "
        + "the file is cut off, or is not a safetensors file")
  }
}
