/// What one element of a tensor in a safetensors file is; the raw value is the format's word for it.
///
/// All types of whole bytes are known, so that a file with, say, an integer counter beside its weights opens; which of
/// them become a `Tensor` is said at ``Safetensors/tensor(named:)``.
public enum SafetensorsElementType: String, Sendable, CaseIterable {
  /// IEEE 754 binary64.
  case float64 = "F64"
  /// IEEE 754 binary32.
  case float32 = "F32"
  /// IEEE 754 binary16.
  case float16 = "F16"
  /// The upper half of a binary32.
  case bfloat16 = "BF16"
  /// Eight bits of floating point: one sign, five exponent, two fraction.
  case float8E5M2 = "F8_E5M2"
  /// Eight bits of floating point: one sign, four exponent, three fraction.
  case float8E4M3 = "F8_E4M3"
  /// A signed integer of 64 bits.
  case int64 = "I64"
  /// A signed integer of 32 bits.
  case int32 = "I32"
  /// A signed integer of 16 bits.
  case int16 = "I16"
  /// A signed integer of 8 bits.
  case int8 = "I8"
  /// An unsigned integer of 64 bits.
  case uint64 = "U64"
  /// An unsigned integer of 32 bits.
  case uint32 = "U32"
  /// An unsigned integer of 16 bits.
  case uint16 = "U16"
  /// An unsigned integer of 8 bits.
  case uint8 = "U8"
  /// A truth value in one byte.
  case boolean = "BOOL"

  /// Bytes an element.
  public var size: Int {
    switch self {
    case .float64, .int64, .uint64: 8
    case .float32, .int32, .uint32: 4
    case .float16, .bfloat16, .int16, .uint16: 2
    case .float8E5M2, .float8E4M3, .int8, .uint8, .boolean: 1
    }
  }
}
