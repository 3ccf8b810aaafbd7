/// A shape where it stands: in another record, or in a `Dims` on the stack.
struct Form {
  let sizes: UnsafePointer<Int32>
  let rank: Int
  let count: Int
}

extension NodePointer {
  @inline(__always)
  var form: Form { Form(sizes: UnsafePointer(sizes), rank: rank, count: count) }
}

extension Dims {
  @inline(__always)
  func withForm<R>(_ body: (Form) -> R) -> R {
    withUnsafePointer(to: sizes) {
      $0.withMemoryRebound(to: Int32.self, capacity: Dims.maximumRank) {
        body(Form(sizes: $0, rank: rank, count: count))
      }
    }
  }
}

/// Where the parts of a record stand, before it has a place.
struct RecordLayout {
  let operandCount: Int
  /// From the record's start to the elements, in bytes: a multiple of their size. Those of a large record come up to
  /// `lineBytes` later.
  private let leastDataOffset: Int
  private let isLarge: Bool
  /// Bytes of the whole record, a multiple of eight.
  let total: Int

  /// The widest vectors and a line of the caches: loops over elements that begin at a multiple of it are a few per cent
  /// faster.
  private static var lineBytes: Int { 64 }

  /// - Parameter dataAlignment: 4 for `Float`, else 8.
  @inline(__always)
  init(operandCount: Int, _ form: Form, fieldBytes: Int, dataBytes: Int, dataAlignment: Int) {
    require(form.count <= Int(Int32.max), "a tensor has at most 2³¹ − 1 elements, not \(form.count)")
    self.operandCount = operandCount
    let fieldsEnd = Self.fieldsOffset(operandCount: operandCount, rank: form.rank) &+ fieldBytes
    leastDataOffset = (fieldsEnd &+ dataAlignment &- 1) & ~(dataAlignment &- 1)
    isLarge = dataBytes > Segment.greatestCapacity
    total = (leastDataOffset &+ dataBytes &+ (isLarge ? Self.lineBytes : 0) &+ 7) & ~7
  }

  /// From the record's start, which is at `place`, to the elements, in bytes.
  @inline(__always)
  func dataOffset(at place: UnsafeMutableRawPointer) -> Int {
    guard _slowPath(isLarge) else { return leastDataOffset }
    let past = Int(bitPattern: place + leastDataOffset) & (Self.lineBytes - 1)
    return leastDataOffset + (Self.lineBytes - past) & (Self.lineBytes - 1)
  }

  /// Where the operation's own fields are, read and written without alignment: right behind the sizes.
  @inline(__always)
  static func fieldsOffset(operandCount: Int, rank: Int) -> Int {
    MemoryLayout<Node>.stride &+ operandCount &* MemoryLayout<Operand>.stride &+ rank &* 4
  }
}
