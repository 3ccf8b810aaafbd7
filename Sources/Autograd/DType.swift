/// The type of a tensor's elements.
public enum DType: UInt8, Sendable, CustomStringConvertible {
  /// IEEE 754 binary32, `Float`: the default.
  case float32
  /// IEEE 754 binary64, `Double`: for gradient checks and reference values.
  case float64

  /// Bytes an element takes.
  public var size: Int { self == .float32 ? 4 : 8 }

  /// The name as torch prints it, without the module.
  public var description: String { self == .float32 ? "float32" : "float64" }
}
