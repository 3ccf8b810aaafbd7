import JSONTree
import Yams

/// Settings in YAML as a JSON value, with the line of each outermost key.
struct YAMLText {
  /// One `key: value` of the outermost mapping.
  struct Entry {
    let key: String
    let value: JSONValue
    let line: Int
  }

  /// In the order of the text.
  let entries: [Entry]

  /// How many values a text may have: an alias stands for a whole value, so a short text can mean a huge one.
  private static let most = 10_000

  /// Reads `text`, which is one mapping; nothing counts as an empty one.
  init(parsing text: String) throws(CellFault) {
    let root: Node?
    do {
      root = try compose(yaml: text, .default, .default, .utf8)
    } catch {
      throw Self.fault(error, in: text)
    }
    guard let root else {
      entries = []
      return
    }
    guard let mapping = root.mapping else {
      if root.tag.rawValue == Tag.Name.null.rawValue {
        entries = []
        return
      }
      throw CellFault(line: root.mark?.line, reason: "settings are lines of `key: value`, not \(Self.kind(root))")
    }
    var entries: [Entry] = []
    var left = Self.most
    for (key, value) in mapping {
      let line = key.mark?.line ?? 1
      entries.append(Entry(key: try Self.key(key), value: try Self.value(value, &left), line: line))
    }
    self.entries = entries
  }

  // MARK: Values

  private static func value(_ node: Node, _ left: inout Int) throws(CellFault) -> JSONValue {
    left -= 1
    guard left >= 0 else { throw CellFault(line: node.mark?.line, reason: "the settings have over \(most) values") }
    switch node {
    case .scalar(let scalar): return Self.scalar(scalar, Tag.Name(rawValue: node.tag.rawValue))
    case .sequence(let sequence):
      var elements: [JSONValue] = []
      for element in sequence { elements.append(try value(element, &left)) }
      return .array(elements)
    case .mapping(let mapping):
      var members: [JSONValue.Member] = []
      for (name, member) in mapping { members.append(.init(name: try key(name), value: try value(member, &left))) }
      return .object(members)
    case .alias: throw CellFault(line: node.mark?.line, reason: "an alias stands for nothing here")
    }
  }

  private static func key(_ node: Node) throws(CellFault) -> String {
    guard let key = node.scalar?.string else {
      throw CellFault(line: node.mark?.line, reason: "a key is a word, not \(kind(node))")
    }
    return key
  }

  /// Plain words as YAML resolves them, but for numbers to the base of 60 (`12:30`) and what JSON has no word for.
  private static func scalar(_ scalar: Node.Scalar, _ tag: Tag.Name) -> JSONValue {
    let text = JSONValue.string(scalar.string)
    guard !scalar.string.contains(":") else { return text }
    return switch tag {
    case .null: .null
    case .bool: Bool.construct(from: scalar).map(JSONValue.boolean) ?? text
    case .int: Int.construct(from: scalar).map(JSONValue.integer) ?? text
    case .float: Double.construct(from: scalar).flatMap { $0.isFinite ? JSONValue($0) : nil } ?? text
    default: text
    }
  }

  private static func kind(_ node: Node) -> String {
    switch node {
    case .scalar(let scalar): "the text “\(scalar.string.prefix(40))”"
    case .sequence: "a list"
    case .mapping: "a mapping"
    case .alias: "an alias"
    }
  }

  // MARK: Faults

  private static func fault(_ error: any Error, in text: String) -> CellFault {
    switch error as? YamlError {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let inside = context.map { " \($0.text)" } ?? ""
      return CellFault(line: mark.line, reason: "this is no YAML: \(problem)\(inside)")
    case .reader(let problem, let offset, _, _):
      let line = offset.map { text.prefix($0).count { $0.isNewline } + 1 }
      return CellFault(line: line, reason: "this is no YAML: \(problem)")
    case .duplicatedKeysInMapping(let keys, let context):
      let names = keys.map { "“\($0)”" }.joined(separator: ", ")
      return CellFault(line: context.mark.line, reason: "a key stands here twice: \(names)")
    default: return CellFault(reason: "this is no YAML: \(error)")
    }
  }
}
