#include "CLoops.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

// Waits of about 30 microseconds, longer than the gap between two steps of a layer, before a thread gives up its core.
enum { most_threads = 256, spins = 2000 };

// A job's tiles are claimed through one word: the job's number, the first tile that is free, and the end of those that
// are. The caller claims from the front and every other thread from the back, so that from job to job a thread meets the
// same tiles, whose data are in its cache.
struct ticket {
  uint32_t job;
  uint16_t front, end;
};

enum { tiles_of_a_job = 60000 };

static struct {
  // Held by the thread whose tiles the pool works on.
  atomic_flag busy;
  _Atomic uint64_t ticket;
  _Atomic long done;
  // The job, written before its ticket. A worker may read them late: then it fails to claim.
  _Atomic(void *) context;
  _Atomic(void (*)(void *, long)) body;
  _Atomic long first, helpers;
  // Workers that run, and those that sleep until the job's number changes.
  long workers;
  _Atomic long sleepers;
  pthread_mutex_t mutex;
  pthread_cond_t wake;
} pool = {.busy = ATOMIC_FLAG_INIT, .mutex = PTHREAD_MUTEX_INITIALIZER, .wake = PTHREAD_COND_INITIALIZER};

static _Atomic long wanted;

static inline void relax(void) {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

static inline uint64_t word(struct ticket ticket) {
  return (uint64_t)ticket.job << 32 | (uint64_t)ticket.end << 16 | ticket.front;
}

static inline struct ticket ticket_of(uint64_t word) {
  return (struct ticket){.job = word >> 32, .front = word & 0xffff, .end = word >> 16 & 0xffff};
}

// Claims and runs tiles of a job until none is free.
static void work(uint32_t job, int from_front) {
  for (;;) {
    uint64_t seen = atomic_load_explicit(&pool.ticket, memory_order_acquire);
    struct ticket ticket = ticket_of(seen);
    if (ticket.job != job || ticket.front == ticket.end) return;
    void *context = atomic_load_explicit(&pool.context, memory_order_relaxed);
    void (*body)(void *, long) = atomic_load_explicit(&pool.body, memory_order_relaxed);
    long first = atomic_load_explicit(&pool.first, memory_order_relaxed);
    long tile = from_front ? ticket.front++ : --ticket.end;
    if (!atomic_compare_exchange_weak_explicit(
            &pool.ticket, &seen, word(ticket), memory_order_acq_rel, memory_order_relaxed))
      continue;
    body(context, first + tile);
    atomic_fetch_add_explicit(&pool.done, 1, memory_order_release);
  }
}

static void *run_worker(void *number) {
  long index = (long)number;
  uint32_t seen = 0;
  for (;;) {
    uint32_t job = 0;
    int waited = 0;
    while ((job = ticket_of(atomic_load_explicit(&pool.ticket, memory_order_acquire)).job) == seen) {
      if (++waited < spins) {
        relax();
        continue;
      }
      pthread_mutex_lock(&pool.mutex);
      atomic_fetch_add(&pool.sleepers, 1);
      while (ticket_of(atomic_load(&pool.ticket)).job == seen) pthread_cond_wait(&pool.wake, &pool.mutex);
      atomic_fetch_sub(&pool.sleepers, 1);
      pthread_mutex_unlock(&pool.mutex);
    }
    seen = job;
    if (index < atomic_load_explicit(&pool.helpers, memory_order_relaxed)) work(job, 0);
  }
  return 0;
}

// A forked child has no workers: it starts its own when it needs them.
static void forget_workers(void) {
  pool.workers = 0;
  atomic_store(&pool.sleepers, 0);
  atomic_flag_clear(&pool.busy);
  pthread_mutex_init(&pool.mutex, 0);
  pthread_cond_init(&pool.wake, 0);
}

static void watch_forks(void) { pthread_atfork(0, 0, forget_workers); }

// Starts workers until there are so many, and returns how many there are. Called by the holder of the pool alone.
static long start_workers(long count) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, watch_forks);
  pthread_attr_t attributes;
  if (pool.workers >= count || pthread_attr_init(&attributes)) return pool.workers < count ? pool.workers : count;
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  pthread_attr_setstacksize(&attributes, 1 << 20);
  pthread_t thread;
  while (pool.workers < count && !pthread_create(&thread, &attributes, run_worker, (void *)pool.workers))
    pool.workers++;
  pthread_attr_destroy(&attributes);
  return pool.workers;
}

long unroll_threads(void) {
  long count = atomic_load_explicit(&wanted, memory_order_relaxed);
  if (count) return count;
  long cores = sysconf(_SC_NPROCESSORS_ONLN);
  count = cores < 1 ? 1 : cores > most_threads ? most_threads : cores;
  const char *setting = getenv("UNROLL_THREADS");
  if (setting && *setting) {
    char *end = 0;
    long number = strtol(setting, &end, 10);
    if (*end == 0 && number >= 1 && number <= most_threads)
      count = number;
    else
      fprintf(
          stderr, "UNROLL_THREADS is \"%s\", and a whole number from 1 to %d is needed; using %ld\n", setting,
          most_threads, count);
  }
  long unset = 0;
  return atomic_compare_exchange_strong(&wanted, &unset, count) ? count : unset;
}

void unroll_set_threads(long count) {
  atomic_store(&wanted, count < 1 ? 1 : count > most_threads ? most_threads : count);
}

void unroll_parallel(long tiles, void *context, void (*body)(void *, long)) {
  long helpers = unroll_threads() - 1;
  if (helpers > tiles - 1) helpers = tiles - 1;
  if (helpers < 1 || atomic_flag_test_and_set_explicit(&pool.busy, memory_order_acquire)) {
    for (long tile = 0; tile < tiles; tile++) body(context, tile);
    return;
  }
  helpers = start_workers(helpers);
  for (long first = 0; first < tiles; first += tiles_of_a_job) {
    long count = tiles - first < tiles_of_a_job ? tiles - first : tiles_of_a_job;
    uint32_t job = ticket_of(atomic_load_explicit(&pool.ticket, memory_order_relaxed)).job + 1;
    atomic_store_explicit(&pool.done, 0, memory_order_relaxed);
    atomic_store_explicit(&pool.context, context, memory_order_relaxed);
    atomic_store_explicit(&pool.body, body, memory_order_relaxed);
    atomic_store_explicit(&pool.first, first, memory_order_relaxed);
    atomic_store_explicit(&pool.helpers, helpers, memory_order_relaxed);
    atomic_store(&pool.ticket, word((struct ticket){.job = job, .front = 0, .end = (uint16_t)count}));
    if (atomic_load(&pool.sleepers)) {
      pthread_mutex_lock(&pool.mutex);
      pthread_cond_broadcast(&pool.wake);
      pthread_mutex_unlock(&pool.mutex);
    }
    work(job, 1);
    for (int waited = 0; atomic_load_explicit(&pool.done, memory_order_acquire) < count;)
      if (++waited < spins) relax(); else sched_yield();
  }
  atomic_flag_clear_explicit(&pool.busy, memory_order_release);
}
