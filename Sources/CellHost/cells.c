// The process that runs cells: obeys one command after the other, and leaves a frozen fork behind before each cell.
#define _GNU_SOURCE
#include "CellHost.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

bool cell_is_running;

static pid_t frozen; // our checkpoint, or one that has ended and waits to be reaped
static bool is_branch;

static void die_with(pid_t parent) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(0);
}

static void announce(void) {
  int32_t pid = getpid();
  send_report(UNROLL_READY, &pid, sizeof pid);
}

static void reap_checkpoint(void) {
  if (!frozen) return;
  shared_state->checkpoint = 0;
  kill(frozen, SIGKILL);
  while (waitpid(frozen, NULL, 0) < 0 && errno == EINTR) {}
  frozen = 0;
}

static void release(bool is_fork) {
  release_output(is_fork);
  release_tasks(is_fork);
}

// The original runs the cell and keeps its threads; the fork waits to be needed. True in a fork that goes on.
static bool set_checkpoint(void) {
  reap_checkpoint();
  hold_tasks();
  hold_output();
  pid_t pid = fork();
  if (pid == 0) {
    char wake;
    ssize_t count;
    do count = read(wake_pipe, &wake, 1);
    while (count < 0 && errno == EINTR);
    if (count != 1) _exit(0);
    die_with(supervisor_pid);
    release(true);
    return true;
  }
  if (pid > 0) shared_state->checkpoint = frozen = pid;
  release(false);
  return false;
}

static void run(const char *payload, size_t size) {
  const char *path, *symbol;
  if (!split_names(payload, size, &path, &symbol)) return;
  if (!is_branch && set_checkpoint()) {
    announce();
    return;
  }
  send_report(UNROLL_STARTED, NULL, 0);
  void *entry = load_cell(path, symbol);
  cell_is_running = true;
  if (entry) call_until_finished((void (*)(void))entry);
  cell_is_running = false;
  flush_output();
  // Tasks that go on may still crash; the checkpoint stays for them. Otherwise its memory is freed at once.
  if (frozen && !tasks_are_pending()) {
    shared_state->checkpoint = 0;
    kill(frozen, SIGKILL);
  }
  send_report(UNROLL_DONE, NULL, 0);
}

// The fork obeys what follows; the original waits for its end.
static void branch(void) {
  pid_t original = getpid();
  hold_tasks();
  hold_output();
  pid_t pid = fork();
  release(pid == 0);
  if (pid == 0) {
    die_with(original);
    frozen = 0;
    is_branch = true;
    shared_state->branch = getpid();
    announce();
    return;
  }
  int status = -1;
  if (pid > 0)
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {}
  shared_state->branch = 0;
  int32_t report = status;
  send_report(UNROLL_BRANCH_OVER, &report, sizeof report);
}

// The library's own end of the connection (NotebookDisplay, "CellConnection").
static bool connect_library(const char *path) {
  typedef void send_message(uint32_t kind, const void *payload, size_t size);
  typedef bool request_answer(uint32_t kind, const void *payload, size_t size, void *context, void **answer, size_t *);
  typedef void connect(send_message *send, request_answer *request, void (*finish)(void), void (*free_answer)(void *));
  void *library = dlopen(path, RTLD_NOW | RTLD_GLOBAL);
  connect *function = library ? (connect *)dlsym(library, "unroll_notebook_connect") : NULL;
  if (function) function(send_report, cell_request, finish_cell, free);
  return function != NULL;
}

_Noreturn void run_cells(const char *library) {
  die_with(supervisor_pid);
  signal(SIGINT, SIG_IGN);
  open_streams();
  if (!connect_library(library)) {
    const char *reason = dlerror();
    send_report(UNROLL_LOAD_FAILED, reason, strlen(reason));
    _exit(1);
  }
  open_tasks();
  open_crash_reports();
  announce();
  static struct {
    struct unroll_packet_header header;
    char payload[UNROLL_PACKET_PAYLOAD];
  } command;
  while (true) {
    ssize_t size = recv(UNROLL_COMMANDS, &command, sizeof command, 0);
    if (size < 0 && errno == EINTR) continue;
    if (size < (ssize_t)sizeof command.header) _exit(0);
    switch (command.header.kind) {
    case UNROLL_RUN: run(command.payload, (size_t)size - sizeof command.header); break;
    case UNROLL_BRANCH: branch(); break;
    case UNROLL_BRANCH_END:
      if (is_branch) _exit(0);
      break;
    default: break; // an answer to a cell that has ended
    }
  }
}
