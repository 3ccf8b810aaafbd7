// The C that Swift cannot express: state of a thread, and inner loops compiled once for each kind of processor.
#ifndef CLOOPS_H
#define CLOOPS_H

#include <stdint.h>

#include "CLoopsKernels.h"
#include "CLoopsPool.h"
#include "CLoopsScratch.h"

/// What a thread knows about recording. Its address tells threads apart.
struct unroll_thread {
  /// How many `withoutGradients` scopes the thread is in.
  long without_gradients;
  /// The latest stamp that the thread has given to a segment.
  uint64_t clock;
  /// The segment of roots that the thread has open, an owned reference, or NULL. Set it by `unroll_open_roots` alone.
  void *_Nullable roots;
};

extern _Thread_local struct unroll_thread unroll_this_thread_state;

static inline struct unroll_thread *_Nonnull unroll_this_thread(void) { return &unroll_this_thread_state; }

/// Takes over an owned reference as the calling thread's open segment; `release` is called with it when the thread ends.
/// The one that was open before is the caller's to release.
void unroll_open_roots(void *_Nonnull roots, void (*_Nonnull release)(void *_Nullable));

#endif
