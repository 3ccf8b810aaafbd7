// The compiler that stays: compiles one cell after the other, so that none waits for a compiler to start and to warm up.
// While one is compiled, the next is begun in another seat.
//   CompilerHost LIBRARY
// What it says about a cell is not used: the evaluator lets the command-line compiler say it.
#define _GNU_SOURCE
#include "CompilerHost.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static bool is_loaded;
static struct {
  char *arguments; // of the cell to be compiled next
  size_t size;
} waiting[UNROLL_SEATS];

static void answer(int seat, bool succeeded) {
  char byte = succeeded ? UNROLL_COMPILED : UNROLL_NOT_COMPILED;
  while (send(UNROLL_SEAT + seat, &byte, 1, MSG_NOSIGNAL) < 0 && errno == EINTR) {}
}

static void *work(void *context) {
  const int seat = (int)(intptr_t)context;
  const char name[] = {(char)('0' + seat), 0};
  while (true) {
    pthread_mutex_lock(&lock);
    while (!is_loaded || !waiting[seat].arguments) pthread_cond_wait(&changed, &lock);
    char *arguments = waiting[seat].arguments;
    size_t size = waiting[seat].size;
    waiting[seat].arguments = NULL;
    pthread_mutex_unlock(&lock);
    bool succeeded = compile(name, arguments, size);
    free(arguments);
    answer(seat, succeeded);
  }
  return NULL;
}

static void *load(void *library) {
  if (!load_compiler(library)) _exit(1);
  pthread_mutex_lock(&lock);
  is_loaded = true;
  pthread_cond_broadcast(&changed);
  pthread_mutex_unlock(&lock);
  return NULL;
}

// The path of the gate's key, which may be empty, and arguments, each ended by a zero.
static void begin(int seat, const char *payload, size_t size) {
  size_t path = strnlen(payload, size) + 1;
  char *arguments = path < size && payload[size - 1] == 0 ? malloc(size - path) : NULL;
  if (!arguments || (path > 1 && !close_gate(seat, payload))) {
    free(arguments);
    answer(seat, false);
    return;
  }
  memcpy(arguments, payload + path, size - path);
  pthread_mutex_lock(&lock);
  waiting[seat].arguments = arguments;
  waiting[seat].size = size - path;
  pthread_cond_broadcast(&changed);
  pthread_mutex_unlock(&lock);
}

static void obey(int seat) {
  static struct {
    uint32_t kind;
    char payload[UNROLL_COMPILER_PAYLOAD];
  } request;
  ssize_t size = recv(UNROLL_SEAT + seat, &request, sizeof request, 0);
  if (size < 0 && errno == EINTR) return;
  // The evaluator's end, in whatever way, is ours at once, in the middle of a cell too.
  if (size < (ssize_t)sizeof request.kind) _exit(0);
  if (request.kind == UNROLL_BEGIN) begin(seat, request.payload, (size_t)size - sizeof request.kind);
  else open_gate(seat);
}

static bool start(void *(*body)(void *), void *context) {
  pthread_t thread;
  return pthread_create(&thread, NULL, body, context) == 0;
}

int main(int count, char **arguments) {
  if (count != 2) {
    fputs("CompilerHost is started by the evaluator: CompilerHost LIBRARY\n", stderr);
    return 2;
  }
  setsid(); // an interrupt from the terminal is the evaluator's
  setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
  struct pollfd seats[UNROLL_SEATS];
  for (int seat = 0; seat < UNROLL_SEATS; seat++) {
    fcntl(UNROLL_GATE + seat, F_SETFD, FD_CLOEXEC);
    fcntl(UNROLL_SEAT + seat, F_SETFD, FD_CLOEXEC);
    seats[seat] = (struct pollfd){.fd = UNROLL_SEAT + seat, .events = POLLIN};
    if (!start(work, (void *)(intptr_t)seat)) return 1;
  }
  if (!start(load, arguments[1])) return 1;
  while (true) {
    if (poll(seats, UNROLL_SEATS, -1) < 0) continue;
    for (int seat = 0; seat < UNROLL_SEATS; seat++)
      if (seats[seat].revents) obey(seat);
  }
}
