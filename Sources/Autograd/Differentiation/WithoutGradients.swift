import CLoops

/// Runs `body` without recording: what is computed inside has no history, whatever its operands require.
///
/// The scope belongs to the calling thread and ends with `body`, which is synchronous, so no other code is affected.
/// Scopes nest.
///
/// - Parameter body: Computes something whose derivative nobody will ask for, such as an evaluation.
/// - Returns: What `body` returns.
public func withoutGradients<R, E: Error>(_ body: () throws(E) -> R) throws(E) -> R {
  let thread = ThreadState.current
  thread.pointer.pointee.without_gradients += 1
  defer { thread.pointer.pointee.without_gradients -= 1 }
  return try body()
}
