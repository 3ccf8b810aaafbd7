// Dense loops, compiled once for each kind of processor, in single and in double precision.
#ifndef CLOOPS_KERNELS_H
#define CLOOPS_KERNELS_H

#include <stdint.h>

/// Kinds of processor, each with all that the one before has. A processor of another family has the first alone: the
/// same code, in the 128-bit vectors that every 64-bit processor has.
enum unroll_processor { unroll_baseline = 0, unroll_avx2 = 1, unroll_avx512 = 2 };

/// The best kind that this machine's processor is.
enum unroll_processor unroll_this_processor(void);

enum unroll_activation { unroll_identity, unroll_relu, unroll_tanh, unroll_sigmoid };
enum unroll_rule { unroll_sgd, unroll_momentum, unroll_adam };
enum unroll_cell { unroll_elman, unroll_lstm, unroll_gru };

#define SCALAR float
#define OF(name) name##_f32
#include "CLoopsKernelsOf.h"
#undef SCALAR
#undef OF
#define SCALAR double
#define OF(name) name##_f64
#include "CLoopsKernelsOf.h"
#undef SCALAR
#undef OF

#endif
