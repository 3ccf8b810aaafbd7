#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The process that started this one, and without which it is of no use.
package struct ParentProcess: Sendable {
  /// The parent when this was made. A process whose parent has died gets another one.
  private let parent: pid_t
  private let announced: pid_t?

  /// - Parameter announced: The process that Jupyter says to be the one that counts (`JPY_PARENT_PID`). It need not be
  ///   the parent, since a script may stand between, and it may be dead already.
  package init(announced: Int32? = nil) {
    parent = getppid()
    self.announced = announced.flatMap { $0 > 1 ? $0 : nil }
  }

  package var isAlive: Bool {
    guard getppid() == parent else { return false }
    guard let announced else { return true }
    return kill(announced, 0) == 0 || errno == EPERM
  }
}
