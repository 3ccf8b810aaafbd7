import Autograd

/// The bytes of a tensor's elements in a file, row-major and little-endian.
func littleEndianBytes(_ tensor: Tensor) -> [UInt8] {
  switch tensor.dtype {
  case .float32: tensor.withFloats { bytes($0, \.bitPattern) }
  case .float64: tensor.withDoubles { bytes($0, \.bitPattern) }
  }
}

/// The bytes of numbers in a file, little-endian.
func littleEndianBytes(_ floats: ArraySlice<Float>) -> [UInt8] {
  floats.withUnsafeBufferPointer { bytes($0, \.bitPattern) }
}

/// The tensor of a file's entry: binary64 becomes `.float64`; binary32, and binary16 and bfloat16 exactly widened, become
/// `.float32`. Nil for elements of any other type, and for shapes that a `Tensor` cannot have.
func tensor(_ entry: SafetensorsHeader.Entry, _ bytes: ArraySlice<UInt8>) -> Tensor? {
  guard Tensor.canHave(entry.shape) else { return nil }
  return switch entry.elementType {
  case .float64:
    Tensor(words(bytes, UInt64.self).map(Double.init(bitPattern:)), shape: entry.shape, dtype: .float64)
  case .float32:
    Tensor(words(bytes, UInt32.self).map(Float.init(bitPattern:)), shape: entry.shape)
  case .bfloat16:
    Tensor(words(bytes, UInt16.self).map { Float(bitPattern: UInt32($0) << 16) }, shape: entry.shape)
  case .float16:
    Tensor(words(bytes, UInt16.self).map(widened), shape: entry.shape)
  default: nil
  }
}

extension Tensor {
  /// Whether a tensor may have this shape: eight axes and 2³¹ − 1 elements are the limits, empty axes not counted.
  fileprivate static func canHave(_ shape: [Int]) -> Bool {
    shape.count <= Dims.maximumRank
      && shape.reduce(1) { Swift.min($0, Int(Int32.max) + 1) * Swift.min(Swift.max($1, 1), Int(Int32.max) + 1) }
        <= Int(Int32.max)
  }
}

/// A binary16 as a binary32. (`Float16` does not exist on Intel Macs.)
private func widened(_ half: UInt16) -> Float {
  let sign = UInt32(half & 0x8000) << 16
  let exponent = UInt32(half >> 10) & 0x1F
  let fraction = UInt32(half & 0x3FF)
  switch exponent {
  case 0:
    // Zero or subnormal: fraction × 2⁻²⁴, exact in binary32.
    let magnitude = Float(fraction) * 0x1p-24
    return sign == 0 ? magnitude : -magnitude
  case 0x1F: return Float(bitPattern: sign | 0x7F80_0000 | fraction << 13)
  default: return Float(bitPattern: sign | (exponent + 112) << 23 | fraction << 13)
  }
}

private func bytes<Scalar, Word: FixedWidthInteger>(
  _ scalars: UnsafeBufferPointer<Scalar>, _ bitPattern: (Scalar) -> Word
) -> [UInt8] {
  let size = MemoryLayout<Word>.size
  return [UInt8](unsafeUninitializedCapacity: scalars.count * size) { buffer, count in
    let raw = UnsafeMutableRawBufferPointer(buffer)
    for (index, scalar) in scalars.enumerated() {
      raw.storeBytes(of: bitPattern(scalar).littleEndian, toByteOffset: index * size, as: Word.self)
    }
    count = scalars.count * size
  }
}

func words<Word: FixedWidthInteger>(_ bytes: ArraySlice<UInt8>, _ type: Word.Type) -> [Word] {
  let size = MemoryLayout<Word>.size
  return bytes.withUnsafeBytes { raw in
    (0..<raw.count / size).map { Word(littleEndian: raw.loadUnaligned(fromByteOffset: $0 * size, as: Word.self)) }
  }
}
