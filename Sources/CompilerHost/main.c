// The compiler that stays: compiles one cell after the other, so that none waits for a compiler to start and to warm up.
//   CompilerHost LIBRARY
// What it says about a cell is not used: the evaluator lets the command-line compiler say it.
#define _GNU_SOURCE
#include "CompilerHost.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum { STACK = 64 * 1024 * 1024 }; // long expressions are compiled by deep recursion

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static char *waiting; // arguments of the cell to be compiled next
static size_t waiting_size;

static void answer(bool succeeded) {
  char byte = succeeded ? UNROLL_COMPILED : UNROLL_NOT_COMPILED;
  while (send(STDIN_FILENO, &byte, 1, MSG_NOSIGNAL) < 0 && errno == EINTR) {}
}

static void *compile_all(void *library) {
  if (!load_compiler(library)) _exit(1);
  while (true) {
    pthread_mutex_lock(&lock);
    while (!waiting) pthread_cond_wait(&changed, &lock);
    char *arguments = waiting;
    size_t size = waiting_size;
    waiting = NULL;
    pthread_mutex_unlock(&lock);
    bool succeeded = compile(arguments, size);
    free(arguments);
    answer(succeeded);
  }
  return NULL;
}

// The path of the gate's key, which may be empty, and arguments, each ended by a zero.
static void begin(const char *payload, size_t size) {
  size_t path = strnlen(payload, size) + 1;
  char *arguments = path < size && payload[size - 1] == 0 ? malloc(size - path) : NULL;
  if (!arguments || (path > 1 && !close_gate(payload))) {
    free(arguments);
    answer(false);
    return;
  }
  memcpy(arguments, payload + path, size - path);
  pthread_mutex_lock(&lock);
  waiting = arguments;
  waiting_size = size - path;
  pthread_cond_signal(&changed);
  pthread_mutex_unlock(&lock);
}

int main(int count, char **arguments) {
  if (count != 2) {
    fputs("CompilerHost is started by the evaluator: CompilerHost LIBRARY\n", stderr);
    return 2;
  }
  setsid(); // an interrupt from the terminal is the evaluator's
  setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
  fcntl(STDIN_FILENO, F_SETFD, FD_CLOEXEC);
  fcntl(UNROLL_GATE, F_SETFD, FD_CLOEXEC);
  pthread_t thread;
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, STACK);
  if (pthread_create(&thread, &attributes, compile_all, arguments[1]) != 0) return 1;
  static struct {
    uint32_t kind;
    char payload[UNROLL_COMPILER_PAYLOAD];
  } request;
  while (true) {
    ssize_t size = recv(STDIN_FILENO, &request, sizeof request, 0);
    if (size < 0 && errno == EINTR) continue;
    // The evaluator's end, in whatever way, is ours at once, in the middle of a cell too.
    if (size < (ssize_t)sizeof request.kind) _exit(0);
    if (request.kind == UNROLL_BEGIN) begin(request.payload, (size_t)size - sizeof request.kind);
    else open_gate();
  }
}
