/// Where an operand's record is: in the segment itself, or in one that the segment holds.
///
/// Kept in four bytes: what a long history costs is memory traffic, so records are as small as they can be.
package struct Operand: BitwiseCopyable {
  private let holdIndex: UInt16
  private let word: UInt16

  @inline(__always)
  init(hold: Int32, offset: Int32) {
    holdIndex = UInt16(truncatingIfNeeded: hold)
    word = UInt16(truncatingIfNeeded: offset >> 3)
  }

  /// Index of the held segment, or −1 for the segment that the reader is in.
  @inline(__always)
  var hold: Int32 { holdIndex == .max ? -1 : Int32(holdIndex) }

  /// Byte offset of the operand's record in its segment.
  @inline(__always)
  var offset: Int32 { Int32(word) << 3 }
}

/// The fixed part of a record; a segment is a row of such records, each at a multiple of eight bytes.
///
/// Behind it stand, closely packed (`RecordLayout`): the operands (`Operand`), the axis sizes (`Int32`), the operation's
/// own fields (an exponent, an axis: often nothing), and the elements in row-major order.
struct Node: BitwiseCopyable {
  /// The operation that made this result; nil for a leaf.
  var operation: (any Operation.Type)?
  /// Number of elements.
  var count: Int32
  // Places in a segment count in words of eight bytes: only segments of a few kilobytes have more than one record.
  /// Place of the record before this one in the same segment, or `none`.
  var previousWord: UInt16
  /// Place of this result's cotangent in the block that a backward walk gives its segment.
  var cotangentWord: UInt16
  /// Offset of the elements from the record's start, in units of four bytes.
  var dataPlace: UInt16
  var operandCount: UInt16
  var rank: UInt8
  var flags: Flags

  static var none: UInt16 { .max }

  struct Flags: OptionSet, BitwiseCopyable {
    let rawValue: UInt8
    static let float64 = Flags(rawValue: 1)
    /// A cotangent is wanted: the result depends on a leaf that requires one, or is that leaf.
    static let needsGradient = Flags(rawValue: 2)
    /// The elements are another record's: the word at `dataPlace` is their address, and the segment holds their owner.
    static let alias = Flags(rawValue: 4)
    /// The elements are `Int64` indices, never differentiated.
    static let indices = Flags(rawValue: 8)
  }
}

/// A record in memory. Valid as long as somebody holds its segment; only code in this target makes one.
package struct NodePointer: Equatable {
  let raw: UnsafeMutableRawPointer

  @inline(__always)
  var fixed: UnsafeMutablePointer<Node> { raw.assumingMemoryBound(to: Node.self) }

  @inline(__always)
  package var count: Int { Int(fixed.pointee.count) }
  @inline(__always)
  package var rank: Int { Int(fixed.pointee.rank) }
  @inline(__always)
  var flags: Node.Flags { fixed.pointee.flags }
  @inline(__always)
  package var dtype: DType { flags.contains(.float64) ? .float64 : .float32 }
  @inline(__always)
  package var needsGradient: Bool { flags.contains(.needsGradient) }
  @inline(__always)
  package var operandCount: Int { Int(fixed.pointee.operandCount) }

  @inline(__always)
  var operands: UnsafeMutablePointer<Operand> {
    (raw + MemoryLayout<Node>.stride).assumingMemoryBound(to: Operand.self)
  }

  @inline(__always)
  var sizes: UnsafeMutablePointer<Int32> {
    (raw + MemoryLayout<Node>.stride + operandCount * MemoryLayout<Operand>.stride)
      .assumingMemoryBound(to: Int32.self)
  }

  @inline(__always)
  package var dims: Dims {
    Dims(UnsafePointer(sizes), rank: rank)
  }

  /// Where the record keeps its elements, or where they are.
  @inline(__always)
  private var ownData: UnsafeMutableRawPointer { raw + Int(fixed.pointee.dataPlace) &* 4 }

  /// The elements.
  @inline(__always)
  package var data: UnsafeMutableRawPointer {
    guard _slowPath(flags.contains(.alias)) else { return ownData }
    return ownData.load(as: UnsafeMutableRawPointer.self)
  }

  /// Makes the elements those at another place; the record must have been made as an alias.
  func setAlias(of elements: UnsafeMutableRawPointer) {
    ownData.storeBytes(of: elements, as: UnsafeMutableRawPointer.self)
  }

  /// Offset of the record before this one, or −1.
  @inline(__always)
  var previous: Int32 {
    let word = fixed.pointee.previousWord
    return word == Node.none ? -1 : Int32(word) * 8
  }

  /// Offset of this result's cotangent in its segment's block.
  @inline(__always)
  var cotangentOffset: Int { Int(fixed.pointee.cotangentWord) * 8 }

  /// The operation's own fields.
  @inline(__always)
  package func fields<O: Operation>(as type: O.Type) -> O {
    (raw + RecordLayout.fieldsOffset(operandCount: operandCount, rank: rank)).loadUnaligned(as: O.self)
  }

  /// Whether two records have the same shape.
  @inline(__always)
  func hasShape(of other: NodePointer) -> Bool {
    guard rank == other.rank, count == other.count else { return false }
    let (mine, theirs) = (sizes, other.sizes)
    for axis in 0..<rank where mine[axis] != theirs[axis] { return false }
    return true
  }
}
