/// Where a value stands in a JSON text: `["cells", 3, "outputs"]`.
package struct JSONPath: Equatable, Sendable, ExpressibleByArrayLiteral, CustomStringConvertible {
  /// One step inwards.
  package enum Step: Equatable, Sendable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
    /// To the member of this name.
    case name(String)
    /// To the element at this index.
    case index(Int)

    package init(stringLiteral name: String) { self = .name(name) }
    package init(integerLiteral index: Int) { self = .index(index) }
  }

  /// The steps from the outermost value inwards.
  package let steps: [Step]

  package init(_ steps: [Step]) { self.steps = steps }

  package init(arrayLiteral steps: Step...) { self.steps = steps }

  /// The path with one step more.
  package func appending(_ step: Step) -> JSONPath { JSONPath(steps + [step]) }

  /// As Python and JavaScript write it: `cells[3].outputs`.
  package var description: String {
    steps.reduce(into: "") { text, step in
      switch step {
      case .name(let name): text += (text.isEmpty ? "" : ".") + name
      case .index(let index): text += "[\(index)]"
      }
    }
  }
}
