/// An element of MathML (MathML Core, W3C): a token with its text, or a layout with its children.
struct MathElement: Equatable {
  enum Content: Equatable {
    case text(String)
    case children([MathElement])
  }

  struct Attribute: Equatable {
    let name: String
    let value: String
  }

  let name: String
  private(set) var attributes: [Attribute] = []
  let content: Content

  /// A token: `mi`, `mn`, `mo` or `mtext`.
  static func token(_ name: String, _ text: String, _ attributes: KeyValuePairs<String, String> = [:]) -> Self {
    Self(name: name, attributes: attributes.map(Attribute.init), content: .text(text))
  }

  /// An element around others.
  static func layout(
    _ name: String, _ children: [MathElement], _ attributes: KeyValuePairs<String, String> = [:]
  ) -> Self {
    Self(name: name, attributes: attributes.map(Attribute.init), content: .children(children))
  }

  /// Children in a row; a single one stands for itself.
  static func row(_ children: [MathElement]) -> Self {
    children.count == 1 ? children[0] : layout("mrow", children)
  }

  /// Space of so many eighteenths of an em, TeX's unit.
  static func space(_ eighteenths: Double) -> Self {
    layout("mspace", [], ["width": "\((eighteenths / 18 * 1000).rounded() / 1000)em"])
  }

  /// A letter or a name: one character is slanted unless it is `upright`; more are upright always.
  static func identifier(_ text: String, upright: Bool = false) -> Self {
    upright && text.count == 1 ? token("mi", text, ["mathvariant": "normal"]) : token("mi", text)
  }

  /// A sign that keeps its size.
  static func sign(_ text: String) -> Self { token("mo", text, ["stretchy": "false"]) }

  /// What a token says.
  var text: String? {
    if case .text(let text) = content { text } else { nil }
  }

  /// The same element with this attribute, instead of one of that name.
  func with(_ name: String, _ value: String) -> Self {
    var element = self
    element.attributes.removeAll { $0.name == name }
    element.attributes.append(Attribute(name: name, value: value))
    return element
  }

  /// The element as markup, in HTML and in XML; all text in it is escaped.
  ///
  /// - Complexity: Linear in the element; the recursion is as deep as the formula, which the parser bounds.
  var html: String {
    var text = ""
    write(to: &text)
    return text
  }

  private func write(to html: inout String) {
    html += "<\(name)"
    for attribute in attributes { html += " \(attribute.name)=\"\(attribute.value.escapedForHTML)\"" }
    html += ">"
    switch content {
    case .text(let text): html += text.escapedForHTML
    case .children(let children): for child in children { child.write(to: &html) }
    }
    html += "</\(name)>"
  }
}

extension MathElement.Attribute {
  fileprivate init(_ pair: (key: String, value: String)) { self.init(name: pair.key, value: pair.value) }
}
