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

/// Sizes of the parts of a record, before it has a place.
struct RecordLayout {
  var operandCount: Int
  var rank: Int
  var fieldBytes: Int
  var dataBytes: Int

  @inline(__always)
  init(operandCount: Int, _ form: Form, fieldBytes: Int, dataBytes: Int) {
    require(form.count <= Int(Int32.max), "a tensor has at most 2³¹ − 1 elements, not \(form.count)")
    self.operandCount = operandCount
    self.rank = form.rank
    self.fieldBytes = fieldBytes
    self.dataBytes = dataBytes
  }

  @inline(__always)
  var fieldsOffset: Int {
    MemoryLayout<Node>.stride + operandCount * MemoryLayout<Operand>.stride + (rank * 4 + 7) & ~7
  }
  @inline(__always)
  var dataOffset: Int { fieldsOffset + (fieldBytes + 7) & ~7 }
  @inline(__always)
  var total: Int { (dataOffset + dataBytes + 7) & ~7 }
}
