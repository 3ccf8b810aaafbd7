import Synchronization

/// A bar that fills in place while work goes on.
///
/// ```swift
/// let bar = ProgressBar(total: epochs, label: "training")
/// for epoch in 1...epochs { …; bar.update(epoch) }
/// ```
public final class ProgressBar: Sendable {
  /// The amount of work; at least 1.
  public let total: Int
  /// What is being done.
  public let label: String
  private let place = Mutex<Place>(Place())

  private struct Place {
    var handle: DisplayHandle?
    var shown = -1
  }

  /// A bar for `total` steps; it shows with the first update.
  public init(total: Int, label: String = "") {
    self.total = max(1, total)
    self.label = label
  }

  /// Shows that `done` steps are done. Cheap: the picture changes at most 100 times.
  ///
  /// Outside a notebook a line is printed at every tenth of the work.
  public func update(_ done: Int) {
    let percent = min(100, max(0, done * 100 / total))
    let isInNotebook = CellConnection.current != nil
    place.withLock { place in
      guard percent != place.shown, isInNotebook || percent / 10 != place.shown / 10 || place.shown < 0 else { return }
      place.shown = percent
      let picture = Picture(label: label, done: done, total: total, percent: percent)
      if let handle = place.handle { handle.update(picture) } else { place.handle = display(picture) }
    }
  }

  private struct Picture: Displayable {
    let label: String
    let done: Int
    let total: Int
    let percent: Int

    var displayData: DisplayData {
      let full = percent / 5
      let bar = String(repeating: "█", count: full) + String(repeating: "░", count: 20 - full)
      let name = label.isEmpty ? "" : label + " "
      return DisplayData([
        .html(
          "<div>\(Table.escaped(name))<progress value=\"\(percent)\" max=\"100\"></progress> \(done)/\(total)</div>"),
        .plain("\(name)\(bar) \(done)/\(total)"),
      ])
    }
  }
}
