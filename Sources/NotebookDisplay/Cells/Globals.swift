/// One global of the notebook that a library asks for.
public struct GlobalQuery: Equatable, Sendable {
  /// Its name, a function's without its labels.
  public let name: String
  /// The type that it must have, in Swift's spelling: `(Tensor, Tensor) -> Tensor`. nil takes any; overloaded functions
  /// can only be told apart by it.
  public let type: String?

  /// A question for the newest global of this name.
  public init(name: String, type: String? = nil) {
    self.name = name
    self.type = type
  }
}

/// The newest global of a name, as it was found.
public enum Global {
  /// The value itself, which may be a function, and the source of its declaration.
  case found(value: Any, source: String)
  /// The notebook declares no such name; `nearest` is the one most like it.
  case missing(nearest: String?)
  /// It cannot be had as the type asked for; the reason is the compiler's, for a learner.
  case mismatched(reason: String, source: String)
}

/// What a library may ask the notebook for in whose cell it was called.
public enum Notebook {
  /// The newest globals of these names, those of the calling cell included, in the order of the queries.
  ///
  /// nil outside a notebook. A name that is missing, or has another type, is data and no error.
  public static func globals(_ queries: [GlobalQuery]) -> [Global]? {
    guard let connection = CellConnection.current else { return nil }
    var values: [Int: Any] = [:]
    let bytes = withUnsafeMutablePointer(to: &values) {
      connection.request(.globals(queries), context: $0)
    }
    guard let bytes, let answers = GlobalAnswer.list(from: bytes) else { return nil }
    return answers.enumerated().map { index, answer in
      switch answer {
      case .found(let source): values[index].map { .found(value: $0, source: source) } ?? .missing(nearest: nil)
      case .missing(let nearest): .missing(nearest: nearest)
      case .mismatched(let reason, let source): .mismatched(reason: reason, source: source)
      }
    }
  }
}

extension Notebook {
  /// The newest variables of type `Value`, those of the calling cell included as far as they have a value yet, by name.
  ///
  /// nil outside a notebook. `Value` must not be all zero bytes in memory, which is how a variable looks before its
  /// declaration has been reached: a class, or a structure that holds one.
  public static func variables<Value>(of type: Value.Type) -> [(name: String, value: Value)]? {
    guard let connection = CellConnection.current else { return nil }
    var offered = OfferedVariables(type: type)
    let answer = withUnsafeMutablePointer(to: &offered) { connection.request(.variables, context: $0) }
    guard answer != nil else { return nil }
    return offered.variables.compactMap { name, value in (value as? Value).map { (name, $0) } }
  }
}

/// Collects the variables of one type that a hidden cell offers.
struct OfferedVariables {
  let type: Any.Type
  private(set) var variables: [(name: String, value: Any)] = []

  init(type: Any.Type) { self.type = type }

  mutating func offer<Value>(_ name: String, _ value: () -> Value) {
    guard Value.self == type else { return }
    let value = value()
    guard withUnsafeBytes(of: value, { bytes in bytes.contains { $0 != 0 } }) else { return }
    variables.append((name, value))
  }
}

/// What the evaluator answers to a query; the value itself never leaves the process.
package enum GlobalAnswer: Equatable, Sendable {
  case found(source: String)
  case missing(nearest: String?)
  case mismatched(reason: String, source: String)

  package static func bytes(of answers: [GlobalAnswer]) -> [UInt8] {
    var writer = ByteWriter()
    writer.write(answers) { writer, answer in
      switch answer {
      case .found(let source):
        writer.write(0)
        writer.write(source)
      case .missing(let nearest):
        writer.write(1)
        writer.write(nearest)
      case .mismatched(let reason, let source):
        writer.write(2)
        writer.write(reason)
        writer.write(source)
      }
    }
    return writer.bytes
  }

  package static func list(from bytes: [UInt8]) -> [GlobalAnswer]? {
    var reader = ByteReader(bytes)
    return reader.list { reader -> GlobalAnswer? in
      switch reader.number() {
      case 0: reader.text().map { .found(source: $0) }
      case 1: reader.optionalText().map { .missing(nearest: $0) }
      case 2:
        if let reason = reader.text(), let source = reader.text() {
          .mismatched(reason: reason, source: source)
        } else {
          nil
        }
      default: nil
      }
    }
  }
}
