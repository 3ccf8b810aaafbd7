public import Autograd

/// A model or a part of one: a value whose parameters are tensors with names.
///
/// A type lists its parameters by hand, three lines a layer; optimisers, saving, loading and counting all go through
/// that list:
///
///     struct Classifier: Module {
///       var hidden: Linear
///       var output: Linear
///       mutating func forEachParameter(_ visit: (String, inout Tensor) throws -> Void) rethrows {
///         try hidden.forEachParameter(under: "hidden", visit)
///         try output.forEachParameter(under: "output", visit)
///       }
///     }
public protocol Module: Sendable {
  /// Calls `visit` with the name and the place of each parameter, always in the same order.
  mutating func forEachParameter(_ visit: (String, inout Tensor) throws -> Void) rethrows
}

extension Module {
  /// The same for a part of a larger model: names get `prefix` and a point before them.
  public mutating func forEachParameter(
    under prefix: String, _ visit: (String, inout Tensor) throws -> Void
  ) rethrows {
    try forEachParameter { name, parameter in try visit("\(prefix).\(name)", &parameter) }
  }

  /// The parameters in order, with their names.
  public var parameters: [(name: String, tensor: Tensor)] {
    var parameters: [(name: String, tensor: Tensor)] = []
    var copy = self
    copy.forEachParameter { name, parameter in parameters.append((name, parameter)) }
    return parameters
  }

  /// How many numbers the parameters are together.
  public var parameterCount: Int {
    parameters.reduce(0) { $0 + $1.tensor.count }
  }

  /// Forgets the gradients that `backward()` has added up in the parameters.
  public func zeroGradients() {
    for parameter in parameters where parameter.tensor.requiresGrad { parameter.tensor.grad = nil }
  }
}

/// Visits a parameter that a layer may lack, as its bias.
func visitIfPresent(
  _ name: String, _ parameter: inout Tensor?, _ visit: (String, inout Tensor) throws -> Void
) rethrows {
  guard var present = parameter else { return }
  try visit(name, &present)
  parameter = present
}
