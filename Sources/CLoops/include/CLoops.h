// The C that Swift cannot express: state of a thread, and inner loops compiled once for each kind of processor.
#ifndef CLOOPS_H
#define CLOOPS_H

/// What a thread knows about recording. Its address tells threads apart.
struct unroll_thread {
  /// How many `withoutGradients` scopes the thread is in.
  long without_gradients;
};

extern _Thread_local struct unroll_thread unroll_this_thread_state;

static inline struct unroll_thread *_Nonnull unroll_this_thread(void) { return &unroll_this_thread_state; }

#endif
