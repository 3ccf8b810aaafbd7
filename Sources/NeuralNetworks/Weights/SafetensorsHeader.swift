import JSONTree

/// The header of a safetensors file: which tensors it holds, and where.
///
/// A file is eight bytes with the header's length N (little-endian), N bytes of JSON
/// `{"name": {"dtype": "F32", "shape": [2, 3], "data_offsets": [begin, end]}, …, "__metadata__": {"key": "text", …}}`,
/// then the data, which the tensors fill without gaps and without sharing. A value of this type has been checked for
/// all of it. Source: https://github.com/huggingface/safetensors (README, "Format").
public struct SafetensorsHeader: Sendable, Equatable {
  /// Where and what one tensor is.
  public struct Entry: Sendable, Equatable {
    /// The tensor's name, as `weight_ih_l0`.
    public let name: String
    /// What an element is.
    public let elementType: SafetensorsElementType
    /// The sizes of the axes; `[]` for a scalar.
    public let shape: [Int]
    /// The tensor's bytes, counted from the start of the data: elements row-major, little-endian.
    public let bytes: Range<Int>
  }

  /// The tensors in the order in which the header names them.
  public let entries: [Entry]
  /// The file's own texts (`__metadata__`), in order.
  public let metadata: [Metadata]
  /// Where the data begins in the file.
  public let dataStart: Int

  /// One text of a file's `__metadata__`.
  public struct Metadata: Sendable, Equatable {
    /// What the text is about.
    public let name: String
    /// The text.
    public let text: String

    /// `text` under `name`.
    public init(name: String, text: String) {
      self.name = name
      self.text = text
    }
  }

  /// The format's limit for the header, in bytes.
  static let longest = 100_000_000

  /// Where the data begins, from the first eight bytes of a file of `fileLength` bytes.
  ///
  /// To be called before anything else is read, so that a hostile length costs no memory.
  static func dataStart(lengthBytes: ArraySlice<UInt8>, fileLength: Int) throws(SafetensorsError) -> Int {
    guard lengthBytes.count == 8 else { throw .tooShort(length: fileLength) }
    let length = lengthBytes.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= UInt64(longest), Int(length) <= fileLength - 8 else {
      throw .headerLength(length, fileLength: fileLength)
    }
    return 8 + Int(length)
  }

  /// Checks and decodes the header's JSON `text` (a file's bytes from the eighth on) of a file of `fileLength` bytes.
  /// - Complexity: O(length of the header), and O(n log n) in the number of tensors.
  init(decoding text: ArraySlice<UInt8>, fileLength: Int) throws(SafetensorsError) {
    guard text.first == UInt8(ascii: "{") else {
      throw .header(offset: 8, reason: "'{' was expected; this is not a safetensors file")
    }
    dataStart = 8 + text.count
    var entries: [Entry] = []
    var metadata: [Metadata] = []
    for member in try Self.members(of: text) {
      if member.name == "__metadata__" {
        metadata = try Self.metadata(member.value)
      } else {
        entries.append(try Entry(member, available: fileLength - dataStart))
      }
    }
    try Self.checkCover(entries, available: fileLength - dataStart)
    self.entries = entries
    self.metadata = metadata
  }

  init(entries: [Entry], metadata: [Metadata], dataStart: Int) {
    self.entries = entries
    self.metadata = metadata
    self.dataStart = dataStart
  }

  private static func members(of text: ArraySlice<UInt8>) throws(SafetensorsError) -> [JSONValue.Member] {
    let value: JSONValue
    do {
      value = try JSONValue(parsing: text)
    } catch {
      throw .header(offset: 8 + error.offset, reason: error.reason)
    }
    guard case .object(let members) = value else { throw .header(offset: 8, reason: "an object was expected") }
    return members
  }

  private static func metadata(_ value: JSONValue) throws(SafetensorsError) -> [Metadata] {
    guard case .object(let members) = value else {
      throw .entry(name: "__metadata__", reason: "an object of texts was expected")
    }
    var metadata: [Metadata] = []
    for member in members {
      guard case .string(let text) = member.value else {
        throw .entry(name: "__metadata__", reason: "\(abbreviated(member.name)) is not a text")
      }
      metadata.append(Metadata(name: member.name, text: text))
    }
    return metadata
  }

  /// Every byte of the data belongs to exactly one tensor.
  private static func checkCover(_ entries: [Entry], available: Int) throws(SafetensorsError) {
    var covered = 0
    var last = ""
    for entry in entries.sorted(by: {
      ($0.bytes.lowerBound, $0.bytes.upperBound) < ($1.bytes.lowerBound, $1.bytes.upperBound)
    }) {
      guard entry.bytes.lowerBound >= covered else {
        throw .overlap(name: entry.name, other: last, at: entry.bytes.lowerBound)
      }
      guard entry.bytes.lowerBound == covered else { throw .hole(begin: covered, end: entry.bytes.lowerBound) }
      covered = entry.bytes.upperBound
      last = entry.name
    }
    guard covered == available else { throw .hole(begin: covered, end: available) }
  }
}

extension SafetensorsHeader.Entry {
  /// Checks and decodes `"name": {"dtype": …, "shape": …, "data_offsets": …}` over `available` bytes of data.
  init(_ member: JSONValue.Member, available: Int) throws(SafetensorsError) {
    let name = member.name
    guard case .object(let parts) = member.value else {
      throw .entry(name: name, reason: "an object with dtype, shape and data_offsets was expected")
    }
    func part(_ key: String) throws(SafetensorsError) -> JSONValue {
      guard let part = parts.first(where: { $0.name == key }) else {
        throw .entry(name: name, reason: "\(key) is missing")
      }
      return part.value
    }
    guard case .string(let word) = try part("dtype") else { throw .entry(name: name, reason: "dtype is not a text") }
    guard let elementType = SafetensorsElementType(rawValue: word) else { throw .elementType(name: name, found: word) }
    let shape = try Self.naturals(try part("shape"), "shape", of: name)
    let offsets = try Self.naturals(try part("data_offsets"), "data_offsets", of: name)
    guard offsets.count == 2 else {
      throw .entry(name: name, reason: "data_offsets has \(offsets.count) numbers, not a beginning and an end")
    }
    let (begin, end) = (offsets[0], offsets[1])
    guard begin <= end, end <= available else {
      throw .offsets(name: name, begin: begin, end: end, available: available)
    }
    guard let expected = Self.byteCount(shape, elementType) else {
      throw .entry(name: name, reason: "shape \(abbreviated(shape)) has more elements than can be addressed")
    }
    guard expected == end - begin else {
      throw .size(name: name, shape: shape, elementType: elementType, expected: expected, found: end - begin)
    }
    self.init(name: name, elementType: elementType, shape: shape, bytes: begin..<end)
  }

  /// The bytes of a tensor of `shape`, or nil where they overflow.
  ///
  /// An axis of size zero does not hide the others: strides are computed from them all.
  static func byteCount(_ shape: [Int], _ elementType: SafetensorsElementType) -> Int? {
    var bytes = elementType.size
    for size in shape {
      let (product, overflow) = bytes.multipliedReportingOverflow(by: max(size, 1))
      guard !overflow else { return nil }
      bytes = product
    }
    return shape.contains(0) ? 0 : bytes
  }

  private static func naturals(
    _ value: JSONValue, _ key: String, of name: String
  ) throws(SafetensorsError) -> [Int] {
    guard case .array(let elements) = value else { throw .entry(name: name, reason: "\(key) is not a list") }
    var naturals: [Int] = []
    for element in elements {
      switch element {
      case .integer(let integer) where integer >= 0: naturals.append(integer)
      case .integer(let integer): throw .entry(name: name, reason: "\(key) has the negative number \(integer)")
      case .number(let text):
        throw .entry(name: name, reason: "\(key) has \(abbreviated(text)), not an integer below 2^63")
      default: throw .entry(name: name, reason: "\(key) has something that is not a number")
      }
    }
    return naturals
  }
}
