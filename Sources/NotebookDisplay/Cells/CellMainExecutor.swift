/// Runs the main actor's jobs on the main thread of the process that runs cells, in that program's own queue.
///
/// Swift's own main executor gives them to Dispatch, which does not work in a checkpoint that goes on.
final class CellMainExecutor: SerialExecutor {
  private let enqueueJob: @convention(c) (UnsafeMutableRawPointer) -> Void
  private let isMainThread: @convention(c) () -> Bool

  init(
    enqueue: @escaping @convention(c) (UnsafeMutableRawPointer) -> Void,
    isMainThread: @escaping @convention(c) () -> Bool
  ) {
    enqueueJob = enqueue
    self.isMainThread = isMainThread
  }

  func enqueue(_ job: consuming ExecutorJob) {
    enqueueJob(unsafeBitCast(UnownedJob(job), to: UnsafeMutableRawPointer.self))
  }

  func checkIsolated() {
    guard isMainThread() else { fatalError("this code must run on the main actor, but ran elsewhere") }
  }
}

/// Called by the program that runs cells, once: writes the two words of the executor for Swift's runtime, which keeps it
/// for the life of the process.
@_cdecl("unroll_notebook_main_executor")
func makeMainExecutor(
  enqueue: @escaping @convention(c) (UnsafeMutableRawPointer) -> Void,
  isMainThread: @escaping @convention(c) () -> Bool, words: UnsafeMutablePointer<UInt>
) {
  let executor = Unmanaged.passRetained(CellMainExecutor(enqueue: enqueue, isMainThread: isMainThread))
  let reference = UnownedSerialExecutor(ordinary: executor.takeUnretainedValue())
  (words[0], words[1]) = unsafeBitCast(reference, to: (UInt, UInt).self)
}
