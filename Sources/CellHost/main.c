// The supervisor: starts the process that runs cells, sees it die, and wakes its checkpoint. When the evaluator ends, in
// whatever way, it ends all that came of it and removes its folder.
//   CellHost LIBRARY FOLDER
#define _GNU_SOURCE
#include "CellHost.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared_state *shared_state;
pid_t supervisor_pid;
int wake_pipe;

static uint64_t memory_limit;
static int death_reason;

enum { LOOK_AT_MEMORY = 20 }; // milliseconds

static pid_t active(void) { return shared_state->branch ? shared_state->branch : shared_state->runner; }

static int remove_entry(const char *path, const struct stat *status, int kind, struct FTW *place) {
  (void)status, (void)kind, (void)place;
  remove(path);
  return 0;
}

// As subreaper, every process that loses its parent below us becomes our child.
_Noreturn static void end_all(const char *folder) {
  char path[64];
  snprintf(path, sizeof path, "/proc/self/task/%d/children", supervisor_pid);
  while (true) {
    FILE *children = fopen(path, "r");
    if (!children) break;
    int child;
    while (fscanf(children, "%d", &child) == 1) kill(child, SIGKILL);
    fclose(children);
    if (waitpid(-1, NULL, 0) < 0 && errno == ECHILD) break;
  }
  // A compiler that ends at the same time may still have written a last file.
  for (int i = 0; i < 100 && access(folder, F_OK) == 0; i++) {
    if (i > 0) usleep(10 * 1000);
    nftw(folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
  }
  _exit(0);
}

// MARK: Memory

static uint64_t resident(pid_t pid) {
  char path[64];
  snprintf(path, sizeof path, "/proc/%d/statm", pid);
  unsigned long long size = 0, pages = 0;
  FILE *file = fopen(path, "r");
  if (!file) return 0;
  if (fscanf(file, "%llu %llu", &size, &pages) != 2) pages = 0;
  fclose(file);
  return pages * (uint64_t)sysconf(_SC_PAGESIZE);
}

// Memory that several processes share counts once among them; slower to find than `resident`.
static uint64_t proportional(pid_t pid) {
  char path[64], line[256];
  snprintf(path, sizeof path, "/proc/%d/smaps_rollup", pid);
  unsigned long long kilobytes = 0;
  FILE *file = fopen(path, "r");
  if (!file) return 0;
  while (fgets(line, sizeof line, file))
    if (sscanf(line, "Pss: %llu kB", &kilobytes) == 1) break;
  fclose(file);
  return kilobytes * 1024;
}

static bool uses_too_much(void) {
  const pid_t processes[] = {shared_state->runner, shared_state->checkpoint, shared_state->branch};
  uint64_t most = 0, exactly = 0;
  for (int i = 0; i < 3; i++)
    if (processes[i]) most += resident(processes[i]);
  if (most <= memory_limit) return false;
  for (int i = 0; i < 3; i++)
    if (processes[i]) exactly += proportional(processes[i]);
  return exactly > memory_limit;
}

// MARK: Orders and deaths

static void stop_active(int reason) {
  death_reason = reason;
  kill(active(), SIGKILL);
}

// False when the evaluator is gone.
static bool obey(void) {
  struct unroll_order order;
  ssize_t size = recv(UNROLL_SUPERVISOR, &order, sizeof order, 0);
  if (size < 0 && errno == EINTR) return true;
  if (size != sizeof order) return false;
  if (order.kind == UNROLL_KILL) stop_active(UNROLL_DIED_BY_ORDER);
  if (order.kind == UNROLL_LIMIT_MEMORY) memory_limit = order.value;
  return true;
}

static void say_death(int status, bool goes_on) {
  struct unroll_death death = {status, death_reason, goes_on};
  death_reason = UNROLL_DIED_ITSELF;
  while (send(UNROLL_SUPERVISOR, &death, sizeof death, MSG_NOSIGNAL) < 0 && errno == EINTR) {}
}

static void bury(int wake) {
  int status;
  pid_t pid;
  while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
    if (pid != shared_state->runner) continue; // an orphan of a cell
    pid_t next = shared_state->checkpoint;
    shared_state->checkpoint = 0;
    shared_state->branch = 0;
    shared_state->runner = next;
    say_death(status, next != 0);
    if (next && write(wake, "w", 1) != 1) kill(next, SIGKILL);
  }
}

int main(int count, char **arguments) {
  if (count != 3) {
    fputs("CellHost is started by the evaluator: CellHost LIBRARY FOLDER\n", stderr);
    return 2;
  }
  const char *folder = arguments[2];
  supervisor_pid = getpid();
  setsid();
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
  signal(SIGINT, SIG_IGN);
  signal(SIGHUP, SIG_IGN);
  signal(SIGTERM, SIG_IGN);
  signal(SIGPIPE, SIG_IGN);
  sigset_t deaths;
  sigemptyset(&deaths);
  sigaddset(&deaths, SIGCHLD);
  sigprocmask(SIG_BLOCK, &deaths, NULL);
  int died = signalfd(-1, &deaths, SFD_CLOEXEC | SFD_NONBLOCK);
  int pipes[2];
  shared_state = mmap(NULL, sizeof *shared_state, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (died < 0 || pipe2(pipes, O_CLOEXEC) != 0 || shared_state == MAP_FAILED) end_all(folder);
  wake_pipe = pipes[0];

  pid_t runner = fork();
  if (runner == 0) {
    close(pipes[1]);
    close(died);
    close(UNROLL_SUPERVISOR);
    sigprocmask(SIG_UNBLOCK, &deaths, NULL);
    const int own[] = {SIGHUP, SIGTERM, SIGPIPE};
    for (int i = 0; i < 3; i++) signal(own[i], SIG_DFL);
    run_cells(arguments[1]);
  }
  if (runner < 0) end_all(folder);
  shared_state->runner = runner;
  close(UNROLL_COMMANDS);
  close(UNROLL_REPORTS);
  close(STDOUT_FILENO);
  close(STDERR_FILENO);
  while (true) {
    struct pollfd events[2] = {{UNROLL_SUPERVISOR, POLLIN, 0}, {died, POLLIN, 0}};
    int ready = poll(events, 2, memory_limit && shared_state->checkpoint ? LOOK_AT_MEMORY : 200);
    struct signalfd_siginfo information;
    while (ready > 0 && read(died, &information, sizeof information) > 0) {}
    bury(pipes[1]);
    if (!shared_state->runner) end_all(folder);
    if (ready > 0 && events[0].revents && !obey()) end_all(folder);
    bool is_working = shared_state->checkpoint || shared_state->branch;
    if (memory_limit && is_working && uses_too_much()) stop_active(UNROLL_DIED_OF_MEMORY);
  }
}
