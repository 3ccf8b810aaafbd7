/// The colours of the roles: those that torchviz made familiar (light blue leaves, green outputs, grey operations),
/// chosen so that they stay apart for colour-blind eyes. Shapes and borders tell the roles apart once more.
///
/// Boxes bring their own light background, and lines are of a grey that stands out from white and from black, so
/// drawings can be read on light and dark pages.
package enum Palette {
  /// The text in boxes.
  package static let text = "#14181c"
  /// Lines, arrow heads and the labels on them.
  package static let line = "#757575"

  /// The fill of a node's box.
  package static func fill(_ role: DirectedGraph.Role) -> String {
    switch role {
    case .leaf: "#c3e0f7"
    case .constant: "#f6f6f6"
    case .operation: "#d9d9d9"
    case .intermediate: "#ffe9c2"
    case .output: "#bfe3a8"
    }
  }

  /// The border of a node's box.
  package static func border(_ role: DirectedGraph.Role) -> String {
    switch role {
    case .leaf: "#0072b2"
    case .constant: "#5f6b76"
    case .operation: "#858585"
    case .intermediate: "#b36b00"
    case .output: "#2f7a1f"
    }
  }
}
