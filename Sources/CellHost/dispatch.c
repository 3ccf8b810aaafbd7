// What Swift's default executor would give to Dispatch goes to our threads instead, which a fork can start anew.
#define _GNU_SOURCE
#include "CellHost.h"

#include <dlfcn.h>
#include <time.h>

// Seen by every library that is loaded later. Swift's default executor, which some calls reach past the hooks, gives its
// jobs to Dispatch in these ways.
void dispatch_async_f(void *queue, void *context, void (*function)(void *)) {
  if (queue == dlsym(RTLD_DEFAULT, "_dispatch_main_q")) {
    enqueue_on_main(context, function);
  } else {
    enqueue(context, function, 0);
  }
}

// A dispatch_time_t: the two upper bits tell the clock, or the whole is a negative time on the wall.
static int64_t monotonic(uint64_t when) {
  const uint64_t upper = UINT64_C(1) << 63, value = (UINT64_C(1) << 62) - 1;
  bool is_wall = (when >> 62) == 3, is_forever = when == UINT64_MAX;
  struct timespec time;
  clock_gettime(is_wall ? CLOCK_REALTIME : when & upper ? CLOCK_BOOTTIME : CLOCK_MONOTONIC, &time);
  int64_t current = time.tv_sec * 1000000000LL + time.tv_nsec;
  int64_t delay = (int64_t)(is_wall ? -when : when & value) - current;
  return is_forever ? INT64_MAX : now() + (delay > 0 ? delay : 0);
}

void dispatch_after_f(uint64_t when, void *queue, void *context, void (*function)(void *)) {
  (void)queue;
  enqueue(context, function, monotonic(when));
}
