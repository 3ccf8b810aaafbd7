import Autograd
import JSONTree
import WholeFiles

/// The contents of a safetensors file as a value: named tensors as bytes, and texts about them.
///
/// Reading trusts nothing: whatever bytes come in, the outcome is a value or a ``SafetensorsError``, and memory stays
/// in proportion to the file. Writing puts a new file beside the old one and renames it, so that the old one survives
/// a full disk or a kill.
public struct Safetensors: Sendable, Equatable {
  /// Which tensors there are, and where.
  public let header: SafetensorsHeader
  /// All tensors' bytes; the header's ranges count from its start.
  let data: ArraySlice<UInt8>

  /// One tensor to be put into a file.
  struct Content {
    let name: String
    let elementType: SafetensorsElementType
    let shape: [Int]
    /// Elements row-major, little-endian.
    let bytes: [UInt8]
  }

  /// Lays out `contents` for a file. The header keeps their order; the data is ordered by falling element size, so that
  /// every tensor is aligned to its elements, as the format's own writer does.
  init(contents: [Content], metadata: [SafetensorsHeader.Metadata] = []) {
    require(
      Set(contents.map(\.name)).count == contents.count && !contents.contains { $0.name == "__metadata__" },
      "Safetensors: names must differ, and not be __metadata__: \(contents.map(\.name))")
    require(
      Set(metadata.map(\.name)).count == metadata.count,
      "Safetensors: names of metadata must differ: \(metadata.map(\.name))")
    var data: [UInt8] = []
    data.reserveCapacity(contents.reduce(0) { $0 + $1.bytes.count })
    var entries: [SafetensorsHeader.Entry?] = Array(repeating: nil, count: contents.count)
    for index in contents.indices.sorted(by: {
      (contents[$1].elementType.size, $0) < (contents[$0].elementType.size, $1)
    }) {
      let content = contents[index]
      require(
        content.bytes.count == SafetensorsHeader.Entry.byteCount(content.shape, content.elementType),
        "Safetensors: \(content.name) has \(content.bytes.count) bytes for shape \(content.shape)")
      let begin = data.count
      data += content.bytes
      entries[index] = SafetensorsHeader.Entry(
        name: content.name, elementType: content.elementType, shape: content.shape, bytes: begin..<data.count)
    }
    let ordered = entries.compactMap(\.self)
    header = SafetensorsHeader(
      entries: ordered, metadata: metadata,
      dataStart: 8 + SafetensorsHeader.encoded(entries: ordered, metadata: metadata).count)
    self.data = data[...]
  }

  /// Decodes a whole file's bytes.
  public init(decoding file: [UInt8]) throws(SafetensorsError) {
    let dataStart = try SafetensorsHeader.dataStart(lengthBytes: file.prefix(8), fileLength: file.count)
    header = try SafetensorsHeader(decoding: file[8..<dataStart], fileLength: file.count)
    data = file[dataStart...]
  }

  /// The bytes of a file with these contents.
  public func encoded() -> [UInt8] {
    encodedHeader() + data
  }

  /// Reads a file; `check` sees its header before the data is read, and may refuse it.
  init(
    contentsOf path: String, check: (SafetensorsHeader) throws(WeightsError) -> Void
  ) throws(WeightsError) {
    let file = try Self.onDisk { () throws(FileError) in try FileReader(path) }
    let length = try Self.onDisk { () throws(FileError) in try file.read(8) }
    let dataStart = try Self.located(path) { () throws(SafetensorsError) in
      try SafetensorsHeader.dataStart(lengthBytes: length[...], fileLength: file.length)
    }
    let text = try Self.onDisk { () throws(FileError) in try file.read(dataStart - 8) }
    header = try Self.located(path) { () throws(SafetensorsError) in
      try SafetensorsHeader(decoding: text[...], fileLength: file.length)
    }
    try check(header)
    let rest = file.length - header.dataStart
    data = try Self.onDisk { () throws(FileError) in try file.read(rest) }[...]
  }

  private static func onDisk<Value: ~Copyable>(_ work: () throws(FileError) -> Value) throws(WeightsError) -> Value {
    do {
      return try work()
    } catch {
      throw .file(path: error.path, action: error.action, reason: error.reason)
    }
  }

  private static func located<Value>(
    _ path: String, _ decode: () throws(SafetensorsError) -> Value
  ) throws(WeightsError) -> Value {
    do {
      return try decode()
    } catch {
      throw .format(path: path, error)
    }
  }

  /// Reads the file at `path`.
  /// - Throws: ``WeightsError/file(path:action:reason:)`` where it cannot be read, ``WeightsError/format(path:_:)``
  ///   where it is no safetensors file.
  public init(contentsOf path: String) throws(WeightsError) {
    try self.init(contentsOf: path) { (_: SafetensorsHeader) throws(WeightsError) in }
  }

  /// Writes a file beside `path` and renames it to `path`: what was there is replaced whole or not at all.
  public func write(to path: String) throws(WeightsError) {
    try Self.onDisk { () throws(FileError) in try writeAtomically([encodedHeader()[...], data], to: path) }
  }

  /// Length and JSON.
  private func encodedHeader() -> [UInt8] {
    let text = SafetensorsHeader.encoded(entries: header.entries, metadata: header.metadata)
    return (0..<8).map { UInt8(truncatingIfNeeded: text.count >> (8 * $0)) } + text
  }

  /// The texts about the file, in order.
  public var metadata: [SafetensorsHeader.Metadata] { header.metadata }

  /// The tensors' names in the header's order.
  public var names: [String] { header.entries.map(\.name) }

  func entry(named name: String) -> SafetensorsHeader.Entry? {
    header.entries.first { $0.name == name }
  }

  func bytes(of entry: SafetensorsHeader.Entry) -> ArraySlice<UInt8> {
    data[(data.startIndex + entry.bytes.lowerBound)..<(data.startIndex + entry.bytes.upperBound)]
  }
}

extension SafetensorsHeader {
  /// The header's JSON, padded with spaces so that the data begins at a multiple of eight.
  static func encoded(entries: [Entry], metadata: [Metadata]) -> [UInt8] {
    var members: [String] = []
    if !metadata.isEmpty {
      let texts = metadata.map { JSONValue.quoted($0.name) + ":" + JSONValue.quoted($0.text) }
      members.append("\"__metadata__\":{" + texts.joined(separator: ",") + "}")
    }
    for entry in entries {
      members.append(
        "\(JSONValue.quoted(entry.name)):{\"dtype\":\"\(entry.elementType.rawValue)\",\"shape\":["
          + entry.shape.map(String.init).joined(separator: ",")
          + "],\"data_offsets\":[\(entry.bytes.lowerBound),\(entry.bytes.upperBound)]}")
    }
    let text = Array(("{" + members.joined(separator: ",") + "}").utf8)
    return text + Array(repeating: UInt8(ascii: " "), count: (8 - text.count % 8) % 8)
  }
}
