#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The most memory this process has held so far, in bytes (its peak resident set).
func peakMemory() -> Int {
  var usage = rusage()
  #if canImport(Glibc)
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss * 1024
  #else
    getrusage(RUSAGE_SELF, &usage)
    return usage.ru_maxrss
  #endif
}

/// Makes what the process holds now its peak, where the system can: Linux.
func forgetPeakMemory() {
  #if canImport(Glibc)
    guard let file = fopen("/proc/self/clear_refs", "w") else { return }
    fputs("5", file)
    fclose(file)
  #endif
}

/// By how many bytes the peak grows while `run` runs.
func peakMemoryGrowth(_ run: () -> Void) -> Int {
  let before = peakMemory()
  run()
  return peakMemory() - before
}
