/// Why weights could not be loaded or saved: which file, what is wrong with it, and what would fit.
public enum WeightsError: Error, Equatable, CustomStringConvertible {
  /// The operating system refused; `action` is what was tried, as "read" or "write".
  case file(path: String, action: String, reason: String)
  /// The file is not a safetensors file.
  case format(path: String, SafetensorsError)
  /// The file's tensors are not those of the model.
  case names(path: String, missing: [String], unexpected: [String])
  /// A tensor has another shape than the model's.
  case shape(path: String, name: String, expected: [Int], found: [Int])
  /// A tensor's elements are not of the model's type, or of none that a `Tensor` can have.
  case elementType(path: String, name: String, expected: [SafetensorsElementType], found: SafetensorsElementType)

  /// One sentence for the person whose file it is.
  public var description: String {
    switch self {
    case .file(let path, let action, let reason):
      return "cannot \(action) \(path): \(reason)"
    case .format(let path, let error):
      return "\(path): \(error)"
    case .names(let path, let missing, let unexpected):
      let lists = [("the model needs", missing), ("the model has no", unexpected)].filter { !$0.1.isEmpty }
      return "\(path) has weights of another model: "
        + lists.map { "\($0.0) \(Self.list($0.1))" }.joined(separator: "; ")
    case .shape(let path, let name, let expected, let found):
      return
        "\(path): \(abbreviated(name)) has shape \(abbreviated(found)), and the model's is \(abbreviated(expected))"
    case .elementType(let path, let name, let expected, let found):
      return "\(path): \(abbreviated(name)) has dtype \(found.rawValue), and "
        + expected.map(\.rawValue).joined(separator: ", ") + (expected.count == 1 ? " fits" : " fit")
    }
  }

  private static func list(_ names: [String]) -> String {
    names.prefix(5).map(abbreviated).joined(separator: ", ") + (names.count > 5 ? " and \(names.count - 5) more" : "")
  }
}
