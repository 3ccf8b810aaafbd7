// An executor for Swift's tasks. Dispatch's threads would not exist in a checkpoint that goes on; ours are started anew
// there, and the queues are plain memory, which a fork copies. (The hooks are those that swift-corelibs and embedders
// use: swift/stdlib/public/Concurrency, "GlobalExecutor".)
#define _GNU_SOURCE
#include "CellHost.h"

#include <dlfcn.h>
#include <poll.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define SWIFT __attribute__((swiftcall))

typedef struct {
  void *identity;
  uintptr_t implementation;
} executor;

struct job {
  void *task;                // of Swift, or
  void (*function)(void *);  // a function to call with it, if this is not NULL
  int64_t due; // on the monotonic clock; 0 for at once
  struct job *next;
};
struct queue {
  struct job *first, **end;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed, quiet;
static struct queue ready = {NULL, &ready.first}, main_ready = {NULL, &main_ready.first};
static struct job *delayed; // the earliest first
static int threads, running;
static bool held, is_woken_fork, finished, is_pumping;
static pthread_t main_thread;
static int main_wake = -1;
static sigjmp_buf back;

static SWIFT void (*job_run)(void *task, executor where);
static executor main_executor; // NotebookDisplay's, which puts its jobs into main_ready
static void (*get_time)(long long *seconds, long long *nanoseconds, int clock);
static int (*dispatch_main_port)(void);
static void (*dispatch_main_callback)(void *);

int64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static void append(struct queue *queue, struct job *job) {
  job->next = NULL;
  *queue->end = job;
  queue->end = &job->next;
}

static struct job *take(struct queue *queue) {
  struct job *job = queue->first;
  if (job && !(queue->first = job->next)) queue->end = &queue->first;
  return job;
}

static void initialise_conditions(void) {
  pthread_condattr_t attributes;
  pthread_condattr_init(&attributes);
  pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
  pthread_cond_init(&changed, &attributes);
  pthread_cond_init(&quiet, &attributes);
  pthread_condattr_destroy(&attributes);
}

static void wait_until(pthread_cond_t *condition, int64_t time) {
  pthread_cond_timedwait(condition, &lock, &(struct timespec){time / 1000000000, time % 1000000000});
}

static void perform(struct job *queued, executor where) {
  struct job job = *queued;
  free(queued);
  if (job.function) job.function(job.task);
  else job_run(job.task, where);
}

static void *work(void *unused) {
  (void)unused;
  use_own_signal_stack();
  pthread_mutex_lock(&lock);
  while (true) {
    while (delayed && delayed->due <= now()) {
      struct job *job = delayed;
      delayed = job->next;
      append(&ready, job);
    }
    struct job *job = held ? NULL : take(&ready);
    if (job) {
      running++;
      pthread_mutex_unlock(&lock);
      perform(job, (executor){NULL, 0});
      pthread_mutex_lock(&lock);
      if (--running == 0) pthread_cond_broadcast(&quiet);
    } else if (delayed && !held) {
      wait_until(&changed, delayed->due);
    } else {
      pthread_cond_wait(&changed, &lock);
    }
  }
  return NULL;
}

// One thread for each processor, and two at least: a task that waits for another by blocking its thread does not stop it.
static void start_threads(void) {
  long wanted = sysconf(_SC_NPROCESSORS_ONLN);
  if (wanted < 2) wanted = 2;
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  pthread_t thread;
  while (threads < wanted && pthread_create(&thread, &attributes, work, NULL) == 0) threads++;
  pthread_attr_destroy(&attributes);
}

static struct job *new_job(void *task, void (*function)(void *), int64_t due) {
  struct job *job = malloc(sizeof *job);
  if (!job) abort();
  *job = (struct job){task, function, due, NULL};
  return job;
}

void enqueue(void *task, void (*function)(void *), int64_t due) {
  struct job *job = new_job(task, function, due);
  pthread_mutex_lock(&lock);
  if (due) {
    struct job **place = &delayed;
    while (*place && (*place)->due <= due) place = &(*place)->next;
    job->next = *place;
    *place = job;
  } else {
    append(&ready, job);
  }
  if (!threads) start_threads();
  pthread_cond_broadcast(&changed);
  pthread_mutex_unlock(&lock);
}

static void wake_main(void) { eventfd_write(main_wake, 1); }

// MARK: Swift's hooks

static SWIFT void enqueue_global(void *task, void *original) {
  (void)original;
  enqueue(task, NULL, 0);
}

static SWIFT void enqueue_after(unsigned long long delay, void *task, void *original) {
  (void)original;
  enqueue(task, NULL, now() + (int64_t)delay);
}

static SWIFT void enqueue_at(long long seconds, long long nanoseconds, long long tolerance_seconds,
                             long long tolerance_nanoseconds, int clock, void *task, void *original) {
  (void)tolerance_seconds, (void)tolerance_nanoseconds, (void)original;
  long long current_seconds = 0, current_nanoseconds = 0;
  get_time(&current_seconds, &current_nanoseconds, clock);
  int64_t delay = (seconds - current_seconds) * 1000000000LL + (nanoseconds - current_nanoseconds);
  enqueue(task, NULL, delay > 0 ? now() + delay : 0);
}

void enqueue_on_main(void *task, void (*function)(void *)) {
  struct job *job = new_job(task, function, 0);
  pthread_mutex_lock(&lock);
  append(&main_ready, job);
  pthread_mutex_unlock(&lock);
  wake_main();
}

static void enqueue_main(void *task) { enqueue_on_main(task, NULL); }

static bool is_main_thread(void) { return pthread_equal(pthread_self(), main_thread); }

static SWIFT executor get_main_executor(void *original) {
  (void)original;
  return main_executor;
}

static SWIFT bool is_main_executor(executor which, void *original) {
  (void)original;
  return which.identity == main_executor.identity;
}

static bool dispatch_is_whole(void) { return dispatch_main_port && !is_woken_fork; }

void run_ready_main_tasks(void) {
  while (true) {
    pthread_mutex_lock(&lock);
    struct job *job = take(&main_ready);
    pthread_mutex_unlock(&lock);
    if (!job) break;
    perform(job, main_executor);
    if (is_pumping && finished) return;
  }
  if (!dispatch_is_whole()) return;
  eventfd_t count;
  struct pollfd port = {dispatch_main_port(), POLLIN, 0};
  if (poll(&port, 1, 0) == 1 && eventfd_read(port.fd, &count) == 0) dispatch_main_callback(NULL);
}

// Where a cell that awaits at its top level waits for its own end.
static SWIFT void drain_main_queue(void *original) {
  (void)original;
  is_pumping = true;
  while (true) {
    run_ready_main_tasks();
    pthread_mutex_lock(&lock);
    bool is_over = finished;
    pthread_mutex_unlock(&lock);
    if (is_over) break;
    struct pollfd events[2] = {{main_wake, POLLIN, 0}, {-1, POLLIN, 0}};
    if (dispatch_is_whole()) events[1].fd = dispatch_main_port();
    poll(events, 2, -1);
    eventfd_t count;
    if (events[0].revents) eventfd_read(main_wake, &count);
  }
  is_pumping = false;
  siglongjmp(back, 1);
}

// The last statement of a cell that awaits calls this and is never resumed: such a program would end in `exit`.
void finish_cell(void) {
  pthread_mutex_lock(&lock);
  finished = true;
  pthread_mutex_unlock(&lock);
  wake_main();
}

void call_until_finished(void (*cell)(void)) {
  finished = false;
  if (sigsetjmp(back, 0) == 0) cell();
  if (job_run) run_ready_main_tasks();
}

void open_tasks(void) {
  initialise_conditions();
  main_thread = pthread_self();
  main_wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  job_run = (SWIFT void (*)(void *, executor))dlsym(RTLD_DEFAULT, "swift_job_run");
  typedef void make_executor(void (*enqueue)(void *), bool (*is_main_thread)(void), executor *result);
  make_executor *make = (make_executor *)dlsym(RTLD_DEFAULT, "unroll_notebook_main_executor");
  if (!make || !job_run) return;
  make(enqueue_main, is_main_thread, &main_executor);
  get_time = (void (*)(long long *, long long *, int))dlsym(RTLD_DEFAULT, "swift_get_time");
  dispatch_main_port = (int (*)(void))dlsym(RTLD_DEFAULT, "_dispatch_get_main_queue_port_4CF");
  dispatch_main_callback = (void (*)(void *))dlsym(RTLD_DEFAULT, "_dispatch_main_queue_callback_4CF");
  const struct {
    const char *name;
    void *hook;
  } hooks[] = {
      {"swift_task_enqueueGlobal_hook", enqueue_global},
      {"swift_task_enqueueGlobalWithDelay_hook", enqueue_after},
      {"swift_task_enqueueGlobalWithDeadline_hook", enqueue_at},
      {"swift_task_getMainExecutor_hook", get_main_executor},
      {"swift_task_isMainExecutor_hook", is_main_executor},
      {"swift_task_asyncMainDrainQueue_hook", drain_main_queue},
  };
  for (size_t i = 0; i < sizeof hooks / sizeof *hooks; i++) {
    void **place = dlsym(RTLD_DEFAULT, hooks[i].name);
    if (place) *place = hooks[i].hook;
  }
}

// MARK: Checkpoints

enum { PATIENCE = 20 * 1000 * 1000 }; // nanoseconds that a fork waits for tasks to pause: those in the middle are lost

void hold_tasks(void) {
  pthread_mutex_lock(&lock);
  held = true;
  int64_t end = now() + PATIENCE;
  while (running && now() < end) wait_until(&quiet, end);
}

void release_tasks(bool is_fork) {
  held = false;
  if (is_fork) {
    initialise_conditions();
    is_woken_fork = true;
    threads = running = 0;
    main_thread = pthread_self();
    if (ready.first || delayed) start_threads();
  }
  pthread_cond_broadcast(&changed);
  pthread_mutex_unlock(&lock);
}

bool tasks_are_pending(void) {
  pthread_mutex_lock(&lock);
  bool pending = running || ready.first || delayed || main_ready.first;
  pthread_mutex_unlock(&lock);
  return pending;
}
