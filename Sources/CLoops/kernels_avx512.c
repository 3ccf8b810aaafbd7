#include "kernels/processors.h"

#if defined(__x86_64__)
#include <immintrin.h>

#pragma clang attribute push(__attribute__((target("avx512f,avx512dq,avx512vl,avx512bw,avx2,fma"))), apply_to = function)
#define PROCESSOR(name) unroll_kernels_avx512_##name
#define VECTOR_BYTES 64
#define REGISTERS 32
#include "kernels/both.h"
#pragma clang attribute pop
#endif
