// Everything that a cell prints, by whatever call, goes through one socket in the order of printing. Small writes that
// follow each other closely travel together; a thread sends what would otherwise wait.
#define _GNU_SOURCE
#include "CellHost.h"

#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <spawn.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t waits = PTHREAD_COND_INITIALIZER;
static char pending[UNROLL_PACKET_PAYLOAD];
static size_t pending_size;
static uint32_t pending_kind;
static bool sender_runs;
static atomic_uint messages;

enum { CLOSELY = 10 * 1000 * 1000 }; // nanoseconds

// A socket that is full makes the cell wait: nothing is dropped and nothing piles up.
static void send_packet(struct unroll_packet_header header, const char *bytes, size_t size) {
  struct iovec parts[2] = {{&header, sizeof header}, {(void *)bytes, size}};
  struct msghdr message = {.msg_iov = parts, .msg_iovlen = 2};
  while (sendmsg(UNROLL_REPORTS, &message, MSG_NOSIGNAL) < 0 && (errno == EINTR || errno == EAGAIN || errno == ENOBUFS)) {}
}

static void send_all(uint32_t kind, const char *bytes, size_t size) {
  struct unroll_packet_header header = {kind, atomic_fetch_add(&messages, 1), 1};
  while (size > UNROLL_PACKET_PAYLOAD) {
    send_packet(header, bytes, UNROLL_PACKET_PAYLOAD);
    bytes += UNROLL_PACKET_PAYLOAD;
    size -= UNROLL_PACKET_PAYLOAD;
  }
  header.more = 0;
  send_packet(header, bytes, size);
}

static void flush_pending(void) {
  if (!pending_size) return;
  send_all(pending_kind, pending, pending_size);
  pending_size = 0;
}

static void *send_late(void *unused) {
  (void)unused;
  pthread_mutex_lock(&lock);
  while (true) {
    while (!pending_size) pthread_cond_wait(&waits, &lock);
    pthread_mutex_unlock(&lock);
    nanosleep(&(struct timespec){0, CLOSELY}, NULL);
    pthread_mutex_lock(&lock);
    flush_pending();
  }
  return NULL;
}

static void start_sender(void) {
  pthread_t thread;
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  pthread_attr_setstacksize(&attributes, 64 * 1024);
  sender_runs = pthread_create(&thread, &attributes, send_late, NULL) == 0;
  pthread_attr_destroy(&attributes);
}

void send_report(uint32_t kind, const void *payload, size_t size) {
  pthread_mutex_lock(&lock);
  flush_pending();
  send_all(kind, payload, size);
  pthread_mutex_unlock(&lock);
}

void print_bytes(uint32_t kind, const char *bytes, size_t size) {
  pthread_mutex_lock(&lock);
  if (pending_kind != kind || pending_size + size > sizeof pending) flush_pending();
  if (size > sizeof pending) {
    send_all(kind, bytes, size);
  } else {
    pending_kind = kind;
    memcpy(pending + pending_size, bytes, size);
    pending_size += size;
    if (!sender_runs) start_sender();
    if (!sender_runs) flush_pending();
    pthread_cond_signal(&waits);
  }
  pthread_mutex_unlock(&lock);
}

void flush_output(void) {
  pthread_mutex_lock(&lock);
  flush_pending();
  pthread_mutex_unlock(&lock);
}

// In a signal handler: the lock may be held by the very thread that failed.
void flush_output_in_trouble(void) {
  if (pthread_mutex_trylock(&lock) != 0) return;
  flush_pending();
  pthread_mutex_unlock(&lock);
}

void hold_output(void) {
  pthread_mutex_lock(&lock);
  flush_pending();
}

void release_output(bool is_fork) {
  if (is_fork) {
    sender_runs = false;
    pthread_cond_init(&waits, NULL);
  }
  pthread_mutex_unlock(&lock);
}

// MARK: The C library's streams

static ssize_t write_out(void *cookie, const char *bytes, size_t size) {
  (void)cookie;
  print_bytes(UNROLL_STDOUT, bytes, size);
  return (ssize_t)size;
}

static ssize_t write_error(void *cookie, const char *bytes, size_t size) {
  (void)cookie;
  print_bytes(UNROLL_STDERR, bytes, size);
  return (ssize_t)size;
}

static ssize_t read_in(void *cookie, char *bytes, size_t size) {
  (void)cookie;
  return read_input(bytes, size);
}

void open_streams(void) {
  FILE *out = fopencookie(NULL, "w", (cookie_io_functions_t){.write = write_out});
  FILE *error = fopencookie(NULL, "w", (cookie_io_functions_t){.write = write_error});
  FILE *in = fopencookie(NULL, "r", (cookie_io_functions_t){.read = read_in});
  if (!out || !error || !in) return;
  setvbuf(out, NULL, _IONBF, 0);
  setvbuf(error, NULL, _IONBF, 0);
  stdout = out;
  stderr = error;
  stdin = in;
}

// MARK: Calls that go round the streams

// Seen by every library that is loaded later: Foundation's file handles and Swift's runtime write in this way.
ssize_t write(int descriptor, const void *bytes, size_t size) {
  if ((descriptor == STDOUT_FILENO || descriptor == STDERR_FILENO) && shared_state && getpid() != supervisor_pid) {
    print_bytes(descriptor == STDOUT_FILENO ? UNROLL_STDOUT : UNROLL_STDERR, bytes, size);
    return (ssize_t)size;
  }
  return syscall(SYS_write, descriptor, bytes, size);
}

ssize_t read(int descriptor, void *bytes, size_t size) {
  if (descriptor == STDIN_FILENO && cell_is_running) return read_input(bytes, size);
  return syscall(SYS_read, descriptor, bytes, size);
}

// MARK: Other programs print past us: what was printed before they start goes first

int posix_spawn(pid_t *pid, const char *path, const posix_spawn_file_actions_t *actions,
                const posix_spawnattr_t *attributes, char *const arguments[], char *const environment[]) {
  typedef int spawn(pid_t *, const char *, const posix_spawn_file_actions_t *, const posix_spawnattr_t *,
                    char *const[], char *const[]);
  spawn *original = (spawn *)dlsym(RTLD_NEXT, "posix_spawn");
  flush_output();
  return original(pid, path, actions, attributes, arguments, environment);
}

int system(const char *command) {
  int (*original)(const char *) = (int (*)(const char *))dlsym(RTLD_NEXT, "system");
  flush_output();
  return original(command);
}
