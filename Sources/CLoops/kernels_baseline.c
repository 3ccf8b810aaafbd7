#include "kernels/processors.h"

#define PROCESSOR(name) unroll_kernels_baseline_##name
#define VECTOR_BYTES 16
#if defined(__aarch64__)
#define REGISTERS 32
#else
#define REGISTERS 16
#endif
#include "kernels/both.h"
