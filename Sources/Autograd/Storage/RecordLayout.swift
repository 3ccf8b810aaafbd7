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
  /// From the record's start to the elements, in bytes: a multiple of their size.
  let dataOffset: Int
  /// Bytes of the whole record, a multiple of eight.
  let total: Int

  /// - Parameter dataAlignment: 4 for `Float`, else 8.
  @inline(__always)
  init(operandCount: Int, _ form: Form, fieldBytes: Int, dataBytes: Int, dataAlignment: Int) {
    require(form.count <= Int(Int32.max), "a tensor has at most 2³¹ − 1 elements, not \(form.count)")
    self.operandCount = operandCount
    let fieldsEnd = Self.fieldsOffset(operandCount: operandCount, rank: form.rank) &+ fieldBytes
    dataOffset = (fieldsEnd &+ dataAlignment &- 1) & ~(dataAlignment &- 1)
    total = (dataOffset &+ dataBytes &+ 7) & ~7
  }

  /// Where the operation's own fields are, read and written without alignment: right behind the sizes.
  @inline(__always)
  static func fieldsOffset(operandCount: Int, rank: Int) -> Int {
    MemoryLayout<Node>.stride &+ operandCount &* MemoryLayout<Operand>.stride &+ rank &* 4
  }
}
