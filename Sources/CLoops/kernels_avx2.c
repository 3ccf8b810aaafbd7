#include "kernels/processors.h"

#if defined(__x86_64__)
#include <immintrin.h>

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define PROCESSOR(name) unroll_kernels_avx2_##name
#define VECTOR_BYTES 32
#define REGISTERS 16
#include "kernels/both.h"
#pragma clang attribute pop
#endif
