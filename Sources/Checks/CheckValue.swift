public import Autograd
import JSONTree

/// A value that a check can draw, expect or observe: it has one exact form in JSON.
///
/// A tensor is an object of `shape`, `dtype` and `elements`, in row-major order, and `requiresGrad` where
/// it does; what is not finite is a string.
public protocol CheckValue: Sendable {
  /// The value as a text of JSON.
  var checkText: String { get }
}

extension Tensor: CheckValue {
  /// `{"shape":[2],"dtype":"float32","elements":[0.5,"nan"]}`
  public var checkText: String {
    let elements = scalars.map(\.checkText).joined(separator: ",")
    let gradient = requiresGrad ? ",\"requiresGrad\":true" : ""
    return
      "{\"shape\":[\(shape.map(String.init).joined(separator: ","))],\"dtype\":\"\(dtype)\",\"elements\":[\(elements)]\(gradient)}"
  }
}

extension Double: CheckValue {
  /// The shortest text that reads back as the same number.
  public var checkText: String { isFinite ? "\(self)" : "\"\(self)\"" }
}

extension Int: CheckValue {
  /// The number.
  public var checkText: String { "\(self)" }
}

extension Bool: CheckValue {
  /// `true` or `false`
  public var checkText: String { "\(self)" }
}

extension String: CheckValue {
  /// The string, quoted.
  public var checkText: String { JSONValue.quoted(self) }
}

extension Array: CheckValue where Element: CheckValue {
  /// The elements in brackets.
  public var checkText: String { "[\(map(\.checkText).joined(separator: ","))]" }
}
