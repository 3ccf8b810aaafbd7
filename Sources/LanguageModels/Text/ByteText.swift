import WholeFiles

/// The bytes of a text in UTF-8, in memory or in a file that is mapped: what is cut into tokens without a copy.
protocol ByteText: RandomAccessCollection<UInt8> where Index == Int, Indices == Range<Int> {
  /// Calls `body` with the bytes of a part.
  func withBytes<Result>(of part: Range<Int>, _ body: (UnsafeRawBufferPointer) -> Result) -> Result
}

extension ContiguousArray<UInt8>: ByteText {
  @inline(__always)
  func withBytes<Result>(of part: Range<Int>, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[part])) }
  }
}

extension MappedBytes: ByteText {
  @inline(__always)
  func withBytes<Result>(of part: Range<Int>, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[part])) }
  }
}
