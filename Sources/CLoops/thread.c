#include "CLoops.h"

#include <pthread.h>

_Thread_local struct unroll_thread unroll_this_thread_state;

static pthread_key_t at_thread_end;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static void (*release_roots)(void *);

static void end_thread(void *unused) {
  (void)unused;
  void *roots = unroll_this_thread_state.roots;
  unroll_this_thread_state.roots = 0;
  if (roots) release_roots(roots);
}

static void make_key(void) { pthread_key_create(&at_thread_end, end_thread); }

void unroll_open_roots(void *roots, void (*release)(void *)) {
  if (!unroll_this_thread_state.roots) {
    // Every caller passes the same function; the first call's value is seen by all that come after it.
    release_roots = release;
    pthread_once(&once, make_key);
    pthread_setspecific(at_thread_end, roots);
  }
  unroll_this_thread_state.roots = roots;
}
