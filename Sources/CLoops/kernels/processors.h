// The kernels of each kind of processor, for the table in kernels.c.
#include "CLoops.h"

extern const struct unroll_kernels_f32 unroll_kernels_baseline_f32;
extern const struct unroll_kernels_f64 unroll_kernels_baseline_f64;
#if defined(__x86_64__)
extern const struct unroll_kernels_f32 unroll_kernels_avx2_f32, unroll_kernels_avx512_f32;
extern const struct unroll_kernels_f64 unroll_kernels_avx2_f64, unroll_kernels_avx512_f64;
#endif
