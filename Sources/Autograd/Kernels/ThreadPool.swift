import CLoops

/// The one thread pool of the process.
///
/// Workers start when they are first needed, spin briefly for more work and then sleep. A forked child starts its own.
package enum ThreadPool {
  /// How many threads work at a time, 1 to 256: set here, else by the environment's `UNROLL_THREADS`, else the number of
  /// cores. Results do not depend on it, not in a bit.
  package static var threads: Int {
    get { unroll_threads() }
    set {
      require((1...256).contains(newValue), "ThreadPool: \(newValue) threads; 1 to 256 are possible")
      unroll_set_threads(newValue)
    }
  }

  /// Calls `body` with each of `0..<tiles`, on several threads, and returns when all are done.
  ///
  /// Tiles must be fixed by the problem alone and independent of one another: any thread may do any of them, in any
  /// order. Called from inside a tile, or while another thread has the pool, all run on the calling thread. Handing over
  /// costs about a microsecond: not worth it below a million operations.
  package static func parallel(tiles: Int, _ body: @Sendable (_ tile: Int) -> Void) {
    withoutActuallyEscaping(body) { body in
      var body = body
      withUnsafeMutablePointer(to: &body) { pointer in
        unroll_parallel(tiles, pointer) { context, tile in
          context.unsafelyUnwrapped.assumingMemoryBound(to: (@Sendable (Int) -> Void).self).pointee(tile)
        }
      }
    }
  }
}
