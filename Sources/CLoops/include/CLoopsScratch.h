// Memory that is kept from one pass to the next.
#ifndef CLOOPS_SCRATCH_H
#define CLOOPS_SCRATCH_H

/// Memory of the calling thread for a while, aligned as the widest vectors are; what is in it is undefined. Give it back
/// on the same thread, the last taken first. NULL where the system has none.
void *_Nullable unroll_take_scratch(long bytes);

/// Gives back what `unroll_take_scratch` lent for as many bytes.
void unroll_give_scratch(void *_Nonnull memory, long bytes);

/// Gives the system back what is freed and lies in the heap for the next pass: for the moment before a large and lasting
/// piece of memory is taken, when something else was done before.
void unroll_return_freed_memory(void);

#endif
