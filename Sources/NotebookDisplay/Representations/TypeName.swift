/// Names of types as learners write them.
enum TypeName {
  /// `[Double]` rather than `Array<Double>`.
  static func of(_ type: any Any.Type) -> String {
    if let sugared = type as? any Sugared.Type { return sugared.sugaredName }
    return "\(type)"
  }
}

private protocol Sugared {
  static var sugaredName: String { get }
}

extension Array: Sugared {
  static var sugaredName: String { "[\(TypeName.of(Element.self))]" }
}

extension Optional: Sugared {
  static var sugaredName: String { "\(TypeName.of(Wrapped.self))?" }
}

extension Dictionary: Sugared {
  static var sugaredName: String { "[\(TypeName.of(Key.self)): \(TypeName.of(Value.self))]" }
}
