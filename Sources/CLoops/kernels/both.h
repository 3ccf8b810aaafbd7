// All kernels for one kind of processor, in both precisions: `PROCESSOR(f32)` and `PROCESSOR(f64)`.
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define INLINE static inline __attribute__((always_inline))
#define FULLY_UNROLLED _Pragma("clang loop unroll(full)")

INLINE long least(long a, long b) { return a < b ? a : b; }
INLINE long greatest(long a, long b) { return a > b ? a : b; }
INLINE long rounded_up(long a, long step) { return (a + step - 1) / step * step; }

// The start of part `index` when `whole` is cut into `parts` that differ by at most one, the longer ones first.
INLINE long start_of(long index, long parts, long whole) {
  return index * (whole / parts) + least(index, whole % parts);
}

// Of the caches.
enum { line_bytes = 64 };

#define SCALAR float
#define INTEGER int32_t
#define SINGLE 1
#define OF(name) name##_f32
#define OF_TABLE PROCESSOR(f32)
#include "all.h"
#undef SCALAR
#undef INTEGER
#undef SINGLE
#undef OF
#undef OF_TABLE

#define SCALAR double
#define INTEGER int64_t
#define SINGLE 0
#define OF(name) name##_f64
#define OF_TABLE PROCESSOR(f64)
#include "all.h"
#undef SCALAR
#undef INTEGER
#undef SINGLE
#undef OF
#undef OF_TABLE
