extension JSONNode {
  /// Has `change` rewrite the value at the end of `path`, which must exist; it is told how deep that value stands.
  mutating func edit(_ path: ArraySlice<JSONPath.Step>, depth: Int, _ change: (inout JSONNode, Int) -> Void) {
    guard let step = path.first else { return change(&self, depth) }
    let rest = path.dropFirst()
    switch (self, step) {
    case (.array(var elements, let space), .index(let index)) where elements.indices.contains(index):
      self = .array([], space: [])  // so that the elements are not copied
      elements[index].value.edit(rest, depth: depth + 1, change)
      self = .array(elements, space: space)
    case (.object(var members, let space), .name(let name)):
      guard let index = Self.index(of: name, in: members) else { fallthrough }
      self = .object([], space: [])
      members[index].value.edit(rest, depth: depth + 1, change)
      self = .object(members, space: space)
    default: preconditionFailure("there is no \(JSONPath([step])) here")
    }
  }

  /// Makes this mean `value`: what inside it means the same already keeps its spelling and, in objects, its place.
  mutating func replace(with value: JSONValue, _ style: JSONStyle, depth: Int) {
    switch (self, value) {
    case (.object(let members, _), .object(let new)):
      let names = Set(new.map { Array($0.name.utf8) })
      for member in members {
        let name = Self.unescaped(member.name)
        if !names.contains(Array(name.utf8)) { remove(.name(name)) }
      }
      for member in new { set(.name(member.name), to: member.value, style, depth: depth) }
    case (.array(let elements, _), .array(let new)):
      for (index, value) in new.prefix(elements.count).enumerated() {
        set(.index(index), to: value, style, depth: depth)
      }
      for index in elements.indices.dropFirst(new.count).reversed() { remove(.index(index)) }
      for (index, value) in new.enumerated().dropFirst(elements.count) {
        insert(value, at: index, style, depth: depth)
      }
    default:
      if JSONValue(self).encoded != value.encoded { self = style.node(value, depth: depth) }
    }
  }

  /// Puts an element into this array.
  mutating func insert(_ value: JSONValue, at index: Int, _ style: JSONStyle, depth: Int) {
    guard case .array(var elements, _) = self, (0...elements.count).contains(index) else {
      preconditionFailure("there is no place [\(index)] here")
    }
    self = .array([], space: [])  // so that the elements are not copied
    let new = Element(before: [], value: style.node(value, depth: depth + 1), after: [])
    elements.insert(new, at: index, style, depth: depth)
    self = .array(elements, space: [])
  }

  /// Removes the element, or every member of the name, one `step` inside.
  mutating func remove(_ step: JSONPath.Step) {
    switch (self, step) {
    case (.array(var elements, let space), .index(let index)) where elements.indices.contains(index):
      self = .array([], space: [])
      elements.removeSpaced(at: index)
      self = .array(elements, space: space)
    case (.object(var members, let space), .name(let name)):
      self = .object([], space: [])
      while let index = Self.index(of: name, in: members) { members.removeSpaced(at: index) }
      self = .object(members, space: space)
    default: preconditionFailure("there is no \(JSONPath([step])) here to remove")
    }
  }

  /// Replaces what stands one `step` inside, or adds a member there.
  mutating func set(_ step: JSONPath.Step, to value: JSONValue, _ style: JSONStyle, depth: Int) {
    switch (self, step) {
    case (.array(var elements, let space), .index(let index)) where elements.indices.contains(index):
      self = .array([], space: [])
      elements[index].value.replace(with: value, style, depth: depth + 1)
      self = .array(elements, space: space)
    case (.object(var members, let space), .name(let name)):
      self = .object([], space: [])
      if let index = Self.index(of: name, in: members) {
        members[index].value.replace(with: value, style, depth: depth + 1)
        self = .object(members, space: space)
      } else {
        let place = Self.place(of: name, in: members, style)
        members.insert(style.member(name, value, depth: depth + 1), at: place, style, depth: depth)
        self = .object(members, space: [])
      }
    default: preconditionFailure("there is no place for \(JSONPath([step])) here")
    }
  }

  private static func place(of name: String, in members: [Member], _ style: JSONStyle) -> Int {
    guard members.count > 1 ? areSorted(members) : style.sortsNames else { return members.count }
    return members.firstIndex { name.utf8.lexicographicallyPrecedes(unescaped($0.name).utf8) } ?? members.count
  }
}

extension Array where Element: JSONNode.Spaced {
  /// Inserts an element or member, with the white space that its neighbours have.
  mutating func insert(_ new: Element, at index: Int, _ style: JSONStyle, depth: Int) {
    var new = new
    // What already stands between two of them, or before the only one if that begins a line.
    let between =
      count > 1
      ? self[1].before
      : first.map(\.before).flatMap { $0.contains(UInt8(ascii: "\n")) ? $0 : nil } ?? style.afterComma(depth: depth + 1)
    if isEmpty {
      (new.before, new.after) = (style.lineBreak(depth: depth + 1), style.lineBreak(depth: depth))
    } else if index == count {
      (new.before, new.after) = (between, self[index - 1].after)
      self[index - 1].after = count > 1 ? self[0].after : []
    } else {
      (new.before, new.after) = (self[index].before, count > 1 ? self[0].after : [])
      if index == 0 { self[0].before = between }
    }
    insert(new, at: index)
  }

  /// Removes an element or member, and the white space that separated it.
  mutating func removeSpaced(at index: Int) {
    let removed = remove(at: index)
    guard !isEmpty else { return }
    if index == 0 { self[0].before = removed.before }
    if index == count { self[index - 1].after = removed.after }
  }
}
