import Autograd
import JSONTree

extension ComputationGraph {
  /// The graph as JSON, for programs: one line for each node and each edge, so that a text diff of two graphs tells what
  /// changed. Equal programs give equal bytes.
  ///
  /// A node has `id`, `names`, `operation` (null for a leaf), `role`, `shape`, `dtype`, `value` and `gradient`; an edge has
  /// `from`, `to`, the number of the `operand`, and its `partial` derivative as a matrix. Elements are in row-major order;
  /// what is not finite is the string "NaN", "Infinity" or "-Infinity". A gradient is null before `backward()` and for
  /// results.
  ///
  /// - Parameters:
  ///   - partials: Whether the edges have their partial derivatives.
  ///   - largest: Values and partials of more elements than this are null.
  public func json(partials: Bool = false, largest: Int = 1000) -> String {
    let nodeLines = nodes.indices.map { nodeLine($0, largest: largest) }
    let edgeLines = nodes.indices.flatMap { position in
      nodes[position].operands.indices.map { edgeLine(position, $0, partials: partials, largest: largest) }
    }
    return """
      {
        "nodes": [
      \(nodeLines.joined(separator: ",\n"))
        ],
        "edges": [
      \(edgeLines.joined(separator: ",\n"))
        ]
      }

      """
  }

  private func nodeLine(_ position: Int, largest: Int) -> String {
    let node = nodes[position]
    let fields = [
      ("id", JSONValue.quoted(node.id)),
      ("names", "[\(node.names.map { JSONValue.quoted($0) }.joined(separator: ", "))]"),
      ("operation", node.operation.map { JSONValue.quoted($0) } ?? "null"), ("role", "\"\(node.role)\""),
      ("shape", "\(node.shape)"), ("dtype", "\"\(node.dtype)\""),
      ("value", numbers(value(of: position), largest: largest)),
      ("gradient", gradient(of: position).map { numbers($0, largest: largest) } ?? "null"),
    ]
    return line(fields)
  }

  private func edgeLine(_ position: Int, _ operand: Int, partials: Bool, largest: Int) -> String {
    let (node, start) = (nodes[position], nodes[nodes[position].operands[operand]])
    var fields = [
      ("from", JSONValue.quoted(start.id)), ("to", JSONValue.quoted(node.id)), ("operand", "\(operand)"),
    ]
    if partials {
      let size = (node.shape + start.shape).reduce(1, *)
      let matrix = size <= largest ? partial(of: position, withRespectToOperand: operand) : nil
      fields.append(("partial", matrix.map { rows($0, dtype: node.dtype) } ?? "null"))
    }
    return line(fields)
  }

  private func line(_ fields: [(String, String)]) -> String {
    "    {\(fields.map { "\"\($0)\": \($1)" }.joined(separator: ", "))}"
  }

  private func numbers(_ tensor: Tensor, largest: Int) -> String {
    guard tensor.count <= largest else { return "null" }
    return "[\(tensor.scalars.map { JSONValue.number($0, dtype: tensor.dtype).text }.joined(separator: ", "))]"
  }

  private func rows(_ matrix: Jacobian, dtype: DType) -> String {
    let rows = (0..<matrix.rows).map { row in
      "[\((0..<matrix.columns).map { JSONValue.number(matrix[row, $0], dtype: dtype).text }.joined(separator: ", "))]"
    }
    return "[\(rows.joined(separator: ", "))]"
  }
}

extension JSONValue {
  /// A number, written as the shortest text that reads back as the same number of that type; what is not finite is the
  /// string "NaN", "Infinity" or "-Infinity".
  static func number(_ value: Double, dtype: DType) -> JSONValue {
    if value.isNaN { return .string("NaN") }
    if value.isInfinite { return .string(value < 0 ? "-Infinity" : "Infinity") }
    return .number(dtype == .float32 ? "\(Float(value))" : "\(value)")
  }
}
