/// How far the execution of a notebook is.
package struct RunProgress: Equatable, Sendable {
  /// Code cells that have been run.
  package let done: Int
  /// Code cells in all.
  package let total: Int
  /// Since the beginning.
  package let elapsed: Duration

  package init(done: Int, total: Int, elapsed: Duration) {
    (self.done, self.total, self.elapsed) = (done, total, elapsed)
  }

  /// One line: the cell that runs now, how many a second, and how long the rest will take at that rate.
  package var line: String {
    let seconds = elapsed / .seconds(1)
    let cell = "cell \(min(done + 1, total)) of \(total)"
    guard done > 0, seconds > 0 else { return cell }
    let rate = Double(done) / seconds
    return "\(cell), \(Self.rate(rate)), \(Self.time(Double(total - done) / rate)) left"
  }

  /// What is said at the end.
  package var summary: String {
    "\(done) of \(total) \(total == 1 ? "cell" : "cells") in \(Self.time(elapsed / .seconds(1)))"
  }

  private static func rate(_ rate: Double) -> String {
    rate >= 1 ? "\(decimal(rate)) cells/s" : "\(decimal(1 / rate)) s a cell"
  }

  private static func time(_ seconds: Double) -> String {
    if seconds < 10 { return "\(decimal(seconds)) s" }
    let whole = Int(seconds.rounded(.up))
    return whole < 60 ? "\(whole) s" : "\(whole / 60) min \(whole % 60) s"
  }

  /// One digit behind the point.
  private static func decimal(_ number: Double) -> String {
    let tenths = Int((number * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}
