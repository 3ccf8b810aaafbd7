import Foundation

/// A line on the standard error that is written anew; outside a terminal it is not shown.
struct ProgressLine {
  private let isShown = isatty(STDERR_FILENO) == 1

  func show(_ text: String) {
    if isShown { Self.write("\r\u{1B}[K\(text)") }
  }

  func clear() {
    if isShown { Self.write("\r\u{1B}[K") }
  }

  /// A line that stays.
  static func say(_ text: String) { write(text + "\n") }

  private static func write(_ text: String) {
    FileHandle.standardError.write(Data(text.utf8))
  }
}
