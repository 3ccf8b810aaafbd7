/// Appends what ``ByteReader`` reads.
package struct ByteWriter {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  package mutating func write(_ number: UInt32) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }

  package mutating func write(_ content: [UInt8]) {
    write(UInt32(content.count))
    bytes.append(contentsOf: content)
  }

  package mutating func write(_ text: String) { write(Array(text.utf8)) }

  package mutating func write(_ text: String?) {
    write(text == nil ? 0 : 1)
    if let text { write(text) }
  }

  package mutating func write<Element>(_ list: [Element], _ element: (inout ByteWriter, Element) -> Void) {
    write(UInt32(list.count))
    for each in list { element(&self, each) }
  }

  package mutating func write(_ data: DisplayData) {
    write(data.representations) { writer, representation in
      writer.write(representation.type.name)
      switch representation.content {
      case .text(let text):
        writer.write(0)
        writer.write(text)
      case .bytes(let bytes):
        writer.write(1)
        writer.write(bytes)
      }
    }
  }
}

/// Reads what a process sent that may have been damaged by its cell: every call is nil where the bytes do not suffice.
package struct ByteReader {
  private let bytes: [UInt8]
  private var position = 0

  package init(_ bytes: some Collection<UInt8>) { self.bytes = Array(bytes) }

  package var isAtEnd: Bool { position == bytes.count }

  package mutating func number() -> UInt32? {
    guard bytes.count - position >= 4 else { return nil }
    defer { position += 4 }
    return bytes[position..<position + 4].reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }

  package mutating func content() -> ArraySlice<UInt8>? {
    guard let count = number().map(Int.init), bytes.count - position >= count else { return nil }
    defer { position += count }
    return bytes[position..<position + count]
  }

  package mutating func text() -> String? { content().map { String(decoding: $0, as: UTF8.self) } }

  /// nil where the bytes do not suffice, `.some(nil)` where they say that there is no text.
  package mutating func optionalText() -> String?? {
    switch number() {
    case 0: .some(nil)
    case 1: text().map(Optional.some)
    default: nil
    }
  }

  package mutating func list<Element>(_ element: (inout ByteReader) -> Element?) -> [Element]? {
    guard let count = number(), Int(count) <= bytes.count - position else { return nil }
    var list: [Element] = []
    for _ in 0..<count {
      guard let next = element(&self) else { return nil }
      list.append(next)
    }
    return list
  }

  package mutating func displayData() -> DisplayData? {
    list { reader -> DisplayData.Representation? in
      guard let type = reader.text(), let form = reader.number(), form < 2, let content = reader.content() else {
        return nil
      }
      let isText = form == 0
      return DisplayData.Representation(
        type: MediaType(type),
        content: isText ? .text(String(decoding: content, as: UTF8.self)) : .bytes(Array(content)))
    }.map(DisplayData.init)
  }
}
