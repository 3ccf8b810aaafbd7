/// A mark on some arrows of a drawing, by which it points something out: a path that is missing, one that is counted twice.
public struct EdgeMark: Sendable, Equatable {
  /// What is pointed out. Marks differ in colour and in their dashes.
  public enum Kind: String, Sendable, CaseIterable {
    /// Something that should be there and is not.
    case missing
    /// Something that is there more often than it should be.
    case repeated
    /// Something that should not be there.
    case extra
    /// What the text is about.
    case named
  }

  /// What is pointed out.
  public let kind: Kind
  /// What is said where the mark is pointed at, and to screen readers.
  public let title: String
  /// The positions of the arrows in ``DirectedGraph/edges``.
  public let edges: [Int]

  /// A mark on the arrows at these positions.
  public init(_ kind: Kind, title: String, edges: [Int]) {
    (self.kind, self.title, self.edges) = (kind, title, edges)
  }
}

extension EdgeMark.Kind {
  /// Colours of Okabe and Ito's set (2008), which stay apart for colour-blind eyes.
  var colour: String {
    switch self {
    case .missing: "#D55E00"
    case .repeated: "#CC79A7"
    case .extra: "#0072B2"
    case .named: "#E69F00"
    }
  }

  /// The pattern of the mark's dashes; nil for none.
  var dashes: String? {
    switch self {
    case .missing: "9 6"
    case .repeated: nil
    case .extra: "2 6"
    case .named: nil
    }
  }
}
