import JupyterProtocol
import Logging

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The thread that owns the sockets, from binding them to closing them.
enum ChannelThread {
  /// Starts the thread and waits until the sockets are bound.
  ///
  /// - Parameter ended: Called on the thread once the sockets are closed.
  /// - Returns: Where each channel is to be found.
  static func start(
    _ settings: ChannelLoop.Settings, waker: Waker, outbox: Outbox, inbox: Inbox, logger: Logger,
    ended: @escaping @Sendable (ZeroMQError?) -> Void
  ) async throws(ZeroMQError) -> [Channel: String] {
    let bound: Result<[Channel: String], ZeroMQError> = await withCheckedContinuation { continuation in
      let isStarted = detach {
        do throws(ZeroMQError) {
          let loop = try ChannelLoop(settings, waker: waker, outbox: outbox, inbox: inbox, logger: logger)
          continuation.resume(returning: .success(loop.endpoints))
          ended(run(loop))
        } catch {
          continuation.resume(returning: .failure(error))
        }
      }
      if !isStarted { continuation.resume(returning: .failure(ZeroMQError(action: "start a thread", code: EAGAIN))) }
    }
    return try bound.get()
  }

  /// Runs the loop and closes its sockets: the last messages are on their way then, and the process may end.
  private static func run(_ loop: consuming ChannelLoop) -> ZeroMQError? {
    do throws(ZeroMQError) {
      try loop.run()
      return nil
    } catch {
      return error
    }
  }

  private final class Work: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  private static func detach(_ body: @escaping @Sendable () -> Void) -> Bool {
    let work = Unmanaged.passRetained(Work(body))
    #if canImport(Darwin)
      var thread: pthread_t?
      let status = pthread_create(&thread, nil, { ChannelThread.run($0) }, work.toOpaque())
      if status == 0, let thread { pthread_detach(thread) }
    #else
      var thread = pthread_t()
      let status = pthread_create(&thread, nil, { $0.flatMap { ChannelThread.run($0) } }, work.toOpaque())
      if status == 0 { pthread_detach(thread) }
    #endif
    if status != 0 { work.release() }
    return status == 0
  }

  private static func run(_ work: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
    Unmanaged<Work>.fromOpaque(work).takeRetainedValue().body()
    return nil
  }
}
