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

  /// Replaces this value, unless it means the same.
  mutating func replace(with value: JSONValue, _ style: JSONStyle, depth: Int) {
    if JSONValue(self).encoded != value.encoded { self = style.node(value, depth: depth) }
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
