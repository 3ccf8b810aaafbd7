/// A value as a notebook can show it: the same thing in several formats, the richest first.
///
/// A front end takes the first format that it knows; plain text is what every front end knows.
public struct DisplayData: Equatable, Sendable {
  /// What one representation says.
  public enum Content: Equatable, Sendable {
    /// Formats that are text, JSON and SVG included.
    case text(String)
    /// Formats that are not, as PNG.
    case bytes([UInt8])
  }

  /// One format and its content.
  public struct Representation: Equatable, Sendable {
    /// The format, as its registered media type.
    public let type: MediaType
    /// The value in that format.
    public let content: Content

    /// A representation from its parts.
    public init(type: MediaType, content: Content) {
      self.type = type
      self.content = content
    }
  }

  /// In the order of preference, no format twice.
  public let representations: [Representation]

  /// Representations in the order of preference; of several in one format the first is kept.
  public init(_ representations: [Representation]) {
    var seen: Set<String> = []
    self.representations = representations.filter { seen.insert($0.type.name).inserted }
  }

  /// Plain text alone.
  public init(plain: String) { self.init([.plain(plain)]) }

  /// The text of the representation in this format, if there is one.
  public func text(_ type: MediaType) -> String? {
    for case .text(let text) in representations.lazy.filter({ $0.type == type }).map(\.content) { return text }
    return nil
  }

  /// The plain text, or an empty one.
  public var plain: String { text(.plain) ?? "" }
}

extension DisplayData.Representation {
  /// Plain text.
  public static func plain(_ text: String) -> Self { Self(type: .plain, content: .text(text)) }
  /// A picture as SVG.
  public static func svg(_ text: String) -> Self { Self(type: .svg, content: .text(text)) }
  /// A fragment of HTML.
  public static func html(_ text: String) -> Self { Self(type: .html, content: .text(text)) }
  /// LaTeX, with the delimiters of its mode (`$…$` or `$$…$$`).
  public static func latex(_ text: String) -> Self { Self(type: .latex, content: .text(text)) }
  /// Markdown.
  public static func markdown(_ text: String) -> Self { Self(type: .markdown, content: .text(text)) }
  /// JSON.
  public static func json(_ text: String) -> Self { Self(type: .json, content: .text(text)) }
  /// A picture as PNG.
  public static func png(_ bytes: [UInt8]) -> Self { Self(type: .png, content: .bytes(bytes)) }
}
