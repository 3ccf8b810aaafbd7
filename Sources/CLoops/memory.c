#include "CLoops.h"

#include <pthread.h>
#include <stdlib.h>

// What one training step frees, the next one asks for again, and fresh pages would cost it a tenth of its time.

// More scratch memory than this is not kept.
enum { most_kept_bytes = 128 << 20 };

// A thread's stack of scratch memory: `most` is the most that has been lent at a time, and what the memory grows to once
// nothing is lent. What does not fit before that comes from the heap.
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
  if (s->lent + bytes > s->most) s->most = s->lent + bytes;
  if (s->lent == 0 && s->size < s->most && s->most <= most_kept_bytes) resize(s, s->most);
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

#ifdef __GLIBC__
#include <malloc.h>

// Blocks up to this come from the heap, of whose end so much may be free before it goes back to the system. Greater ones
// are few, and a peak of them should not stay.
enum { largest_kept_bytes = 6 << 20, most_free_bytes = 64 << 20 };

// glibc would trim the heap as soon as twice the largest block is free at its end. Who has set glibc's own tunables is not
// overruled.
__attribute__((constructor)) static void keep_freed_memory(void) {
  static const char *const tunables[] = {"GLIBC_TUNABLES", "MALLOC_TRIM_THRESHOLD_", "MALLOC_MMAP_THRESHOLD_"};
  for (unsigned i = 0; i < sizeof tunables / sizeof *tunables; i++)
    if (getenv(tunables[i])) return;
  mallopt(M_MMAP_THRESHOLD, largest_kept_bytes);
  mallopt(M_TRIM_THRESHOLD, most_free_bytes);
}
#endif
