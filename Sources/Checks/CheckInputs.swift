public import Autograd
import JSONTree

/// The givens of a check's cases, one case after the other, inside the process that runs a learner's code on them.
///
/// The text comes from the trusted side; what does not fit it is a programmer error, and traps.
public struct CheckInputs: Sendable {
  private let cases: [JSONValue]
  private var position = 0

  /// Reads an array of objects, each from names to values as ``CheckValue`` writes them.
  public init(_ text: String) {
    guard let value = try? JSONValue(parsing: Array(text.utf8)[...]), let cases = value.arrayValue, !cases.isEmpty
    else {
      preconditionFailure("the givens of a check are not an array of objects")
    }
    self.cases = cases
  }

  /// Goes on to the next case.
  public mutating func next() { position += 1 }

  /// A given tensor.
  public func tensor(_ name: String) -> Tensor {
    let value = self[name]
    guard let shape = value["shape"]?.arrayValue?.compactMap(\.integerValue), let dtype = value["dtype"]?.stringValue,
      let elements = value["elements"]?.arrayValue
    else { preconditionFailure("the given \(name) of a check is no tensor") }
    let numbers = elements.map { $0.doubleValue ?? Double($0.stringValue ?? "") ?? .nan }
    return Tensor(
      numbers, shape: shape, dtype: dtype == "float64" ? .float64 : .float32,
      requiresGrad: value["requiresGrad"]?.booleanValue ?? false)
  }

  /// A given number.
  public func number(_ name: String) -> Double { self[name].doubleValue ?? .nan }

  /// A given integer.
  public func integer(_ name: String) -> Int {
    guard let integer = self[name].integerValue else {
      preconditionFailure("the given \(name) of a check is no integer")
    }
    return integer
  }

  /// Given integers.
  public func integers(_ name: String) -> [Int] { self[name].arrayValue?.compactMap(\.integerValue) ?? [] }

  /// Given numbers.
  public func numbers(_ name: String) -> [Double] { self[name].arrayValue?.compactMap(\.doubleValue) ?? [] }

  /// A given text.
  public func text(_ name: String) -> String { self[name].stringValue ?? "" }

  private subscript(name: String) -> JSONValue {
    guard cases.indices.contains(position), let value = cases[position][name] else {
      preconditionFailure("a check has no given \(name) in its case \(position)")
    }
    return value
  }
}
