// The one thread pool of the process.
#ifndef CLOOPS_POOL_H
#define CLOOPS_POOL_H

/// How many threads work on a product: what `unroll_set_threads` asked for, else the environment's UNROLL_THREADS, else
/// the number of cores.
long unroll_threads(void);

/// Sets the number of threads, 1 to 256, for all that is begun from now on.
void unroll_set_threads(long count);

/// Calls `body` with each tile in 0..<tiles, on several threads, and returns when all are done.
///
/// Which thread does which tile is left to chance: tiles must not depend on one another. Inside a tile, or while another
/// thread holds the pool, the tiles run one after another on the calling thread. Must not be forked from a tile.
void unroll_parallel(long tiles, void *_Nullable context, void (*_Nonnull body)(void *_Nullable context, long tile));

#endif
