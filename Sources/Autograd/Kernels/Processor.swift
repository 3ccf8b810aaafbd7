package import CLoops

/// Kinds of processor that the dense kernels are compiled for, each with all that the one before has.
package enum Processor: UInt32, CaseIterable, Sendable {
  /// What every 64-bit processor has: vectors of 128 bits, SSE2 or NEON.
  case baseline
  /// AVX2 and fused multiply-add: vectors of 256 bits.
  case avx2
  /// AVX-512 F, DQ, VL and BW: vectors of 512 bits.
  case avx512

  /// The best kind that this machine's processor is.
  @inline(__always)
  package static var current: Processor { Processor(rawValue: unroll_this_processor().rawValue) ?? .baseline }

  /// All kinds that this machine's processor is.
  package static var available: [Processor] { allCases.filter { $0.rawValue <= current.rawValue } }

  @inline(__always)
  package var inC: unroll_processor { unroll_processor(rawValue: rawValue) }
}
