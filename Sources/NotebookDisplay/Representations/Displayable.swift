/// A value that knows how a notebook should show it.
///
/// ```swift
/// extension Temperature: Displayable {
///   var displayData: DisplayData {
///     DisplayData([.html("<b>\(degrees)</b> °C"), .plain("\(degrees) °C")])
///   }
/// }
/// ```
public protocol Displayable {
  /// The value in every format that it offers, the richest first, plain text among them.
  var displayData: DisplayData { get }
}

extension DisplayData: Displayable {
  /// Itself.
  public var displayData: DisplayData { self }
}

extension DisplayData {
  /// Any value as a notebook shows it: in its own way if it is ``Displayable``, else as text.
  public init(describing value: Any) {
    if let displayable = value as? any Displayable {
      self = displayable.displayData
    } else {
      self.init(plain: ValueText.of(value))
    }
  }
}
