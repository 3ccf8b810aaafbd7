#include "CLoops.h"

#include <pthread.h>
#include <stdlib.h>

// What one training step needs the next one needs again, and fresh pages would cost it a tenth of its time.

// More than this is not kept.
enum { most_kept_bytes = 128 << 20 };

// A thread's stack of scratch memory: `most` is the most that has been lent at a time and may be kept, to which the memory
// grows once nothing is lent. What does not fit comes from the heap.
struct scratch {
  char *memory;
  long size, used, lent, most;
};

static pthread_key_t scratch_key;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static _Thread_local struct scratch scratch;

static void end_thread(void *memory) { free(memory); }
static void make_key(void) { pthread_key_create(&scratch_key, end_thread); }

static long rounded(long bytes) { return (bytes + 63) / 64 * 64; }

static void *allocated(long bytes) {
  void *memory = 0;
  return posix_memalign(&memory, 64, bytes) == 0 ? memory : 0;
}

static void resize(struct scratch *s, long size) {
  pthread_once(&once, make_key);
  free(s->memory);
  s->memory = allocated(size);
  s->size = s->memory ? size : 0;
  s->used = 0;
  pthread_setspecific(scratch_key, s->memory);
}

void *unroll_take_scratch(long bytes) {
  struct scratch *s = &scratch;
  bytes = rounded(bytes > 0 ? bytes : 1);
  const long lent = s->lent + bytes;
  if (lent > s->most && lent <= most_kept_bytes) s->most = lent;
  if (s->lent == 0 && s->size < s->most) resize(s, s->most);
  void *memory;
  if (s->used + bytes <= s->size) {
    memory = s->memory + s->used;
    s->used += bytes;
  } else {
    memory = allocated(bytes);
  }
  if (memory) s->lent += bytes;
  return memory;
}

void unroll_give_scratch(void *memory, long bytes) {
  struct scratch *s = &scratch;
  bytes = rounded(bytes > 0 ? bytes : 1);
  s->lent -= bytes;
  if ((char *)memory >= s->memory && (char *)memory < s->memory + s->size) s->used -= bytes;
  else free(memory);
}
