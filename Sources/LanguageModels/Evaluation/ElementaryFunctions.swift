#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

// The C library's functions, so that nothing else here needs to know its name on each platform, and nothing Foundation.

/// eˣ
func exponential(_ x: Double) -> Double { exp(x) }

/// ln x; −∞ for 0.
func logarithm(_ x: Double) -> Double { log(x) }

/// cos x
func cosine(_ x: Double) -> Double { cos(x) }
