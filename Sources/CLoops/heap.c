// What one training step frees, the next one asks for again, and fresh pages would cost it a tenth of its time.
#include "CLoops.h"

#include <stdlib.h>

#ifdef __GLIBC__
#include <malloc.h>

// Blocks up to the former, the most that glibc allows, come from the heap, of whose end the latter may be free before it
// goes back to the system.
enum { largest_kept_bytes = 32 << 20, most_free_bytes = 64 << 20 };

// glibc would trim the heap as soon as twice the largest block is free at its end. Who has set glibc's own tunables is not
// overruled.
__attribute__((constructor)) static void keep_freed_memory(void) {
  static const char *const tunables[] = {"GLIBC_TUNABLES", "MALLOC_TRIM_THRESHOLD_", "MALLOC_MMAP_THRESHOLD_"};
  for (unsigned i = 0; i < sizeof tunables / sizeof *tunables; i++)
    if (getenv(tunables[i])) return;
  mallopt(M_MMAP_THRESHOLD, largest_kept_bytes);
  mallopt(M_TRIM_THRESHOLD, most_free_bytes);
}

void unroll_return_freed_memory(void) { malloc_trim(0); }
#else
void unroll_return_freed_memory(void) {}
#endif
