/// The text of values that have no display of their own: what `print` writes, made good where that says little.
enum ValueText {
  /// More elements, or more characters, than a reader takes in.
  static let mostElements = 1000
  static let mostCharacters = 20_000

  static func of(_ value: Any) -> String {
    let text = whole(value)
    guard text.utf8.count > mostCharacters, text.count > mostCharacters else { return text }
    return "\(text.prefix(mostCharacters))… (\(text.count) characters)"
  }

  private static func whole(_ value: Any) -> String {
    if let text = value as? String { return text.debugDescription }
    if let character = value as? Character { return character.debugDescription }
    if let array = value as? any LongArray, let text = array.shortened { return text }
    if value is any CustomStringConvertible || value is any CustomDebugStringConvertible {
      return String(describing: value)
    }
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .class: return object(mirror)
    case .none where mirror.children.isEmpty: return "(\(type(of: value)))"  // a function or a metatype
    default: return String(describing: value)
    }
  }

  /// An instance of a class as a structure is written; `print` gives no more than its type.
  private static func object(_ mirror: Mirror) -> String {
    var ancestors: [Mirror] = []
    var next: Mirror? = mirror
    while let ancestor = next {
      ancestors.append(ancestor)
      next = ancestor.superclassMirror
    }
    let fields = ancestors.reversed().flatMap { $0.children.map { "\($0.label ?? "_"): \(field($0.value))" } }
    return "\(mirror.subjectType)(\(fields.joined(separator: ", ")))"
  }

  /// A field of an object: objects in it are not followed, since they may form a ring.
  private static func field(_ value: Any) -> String {
    if let text = value as? String { return text.debugDescription }
    let mirror = Mirror(reflecting: value)
    if mirror.displayStyle == .class, !(value is any CustomStringConvertible) { return "\(mirror.subjectType)(…)" }
    return String(describing: value)
  }
}

/// Arrays whose text would be cut anyway are cut before it is made.
private protocol LongArray {
  var shortened: String? { get }
}

extension Array: LongArray {
  var shortened: String? {
    guard count > ValueText.mostElements else { return nil }
    let first = String(describing: Array(prefix(ValueText.mostElements / 2))).dropLast()
    let last = String(describing: Array(suffix(3))).dropFirst()
    return "\(first), … \(last) (\(count) elements)"
  }
}
