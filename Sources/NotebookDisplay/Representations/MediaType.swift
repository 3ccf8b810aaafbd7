/// A registered media type (RFC 6838), the name that notebooks give to a format.
public struct MediaType: Hashable, Sendable, CustomStringConvertible {
  /// As registered: `text/plain`.
  public let name: String

  /// A media type by its registered name.
  public init(_ name: String) { self.name = name }

  /// The registered name.
  public var description: String { name }

  /// `text/plain`
  public static let plain = MediaType("text/plain")
  /// `text/html`
  public static let html = MediaType("text/html")
  /// `text/markdown`
  public static let markdown = MediaType("text/markdown")
  /// `text/latex`
  public static let latex = MediaType("text/latex")
  /// `image/svg+xml`
  public static let svg = MediaType("image/svg+xml")
  /// `image/png`
  public static let png = MediaType("image/png")
  /// `application/json`
  public static let json = MediaType("application/json")
}
