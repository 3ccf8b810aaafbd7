#include "kernels/processors.h"

enum unroll_processor unroll_this_processor(void) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
      __builtin_cpu_supports("avx512bw"))
    return unroll_avx512;
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return unroll_avx2;
#endif
  return unroll_baseline;
}

const struct unroll_kernels_f32 *unroll_kernels_for_f32(enum unroll_processor processor) {
#if defined(__x86_64__)
  if (processor == unroll_avx512) return &unroll_kernels_avx512_f32;
  if (processor == unroll_avx2) return &unroll_kernels_avx2_f32;
#endif
  return &unroll_kernels_baseline_f32;
}

const struct unroll_kernels_f64 *unroll_kernels_for_f64(enum unroll_processor processor) {
#if defined(__x86_64__)
  if (processor == unroll_avx512) return &unroll_kernels_avx512_f64;
  if (processor == unroll_avx2) return &unroll_kernels_avx2_f64;
#endif
  return &unroll_kernels_baseline_f64;
}
