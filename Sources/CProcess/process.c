#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "CProcess.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static void close_on_exec(int descriptor) { fcntl(descriptor, F_SETFD, FD_CLOEXEC); }

int unroll_packet_sockets(int pair[2]) {
#ifdef __linux__
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0) return errno;
#else
  if (socketpair(AF_UNIX, SOCK_DGRAM, 0, pair) != 0) return errno;
  close_on_exec(pair[0]);
  close_on_exec(pair[1]);
#endif
  return 0;
}

int unroll_pipe(int pair[2]) {
#ifdef __linux__
  if (pipe2(pair, O_CLOEXEC) != 0) return errno;
#else
  if (pipe(pair) != 0) return errno;
  close_on_exec(pair[0]);
  close_on_exec(pair[1]);
#endif
  return 0;
}

// The child's descriptors are first copied above all of them, so that none is overwritten before it is used.
int unroll_spawn(pid_t *pid, const char *path, char *const arguments[], char *const environment[],
                 const int descriptors[], int count, bool leads) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_init(&actions);
  posix_spawnattr_init(&attributes);
  int above = count;
  for (int i = 0; i < count; i++)
    if (descriptors[i] >= above) above = descriptors[i] + 1;
  for (int i = 0; i < count; i++) posix_spawn_file_actions_adddup2(&actions, descriptors[i], above + i);
  for (int i = 0; i < count; i++) posix_spawn_file_actions_adddup2(&actions, above + i, i);
#ifdef __linux__
  posix_spawn_file_actions_addclosefrom_np(&actions, count);
#else
  for (int i = 0; i < count; i++) posix_spawn_file_actions_addclose(&actions, above + i);
#endif
  sigset_t none, standard;
  sigemptyset(&none);
  sigfillset(&standard);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &standard);
  posix_spawnattr_setpgroup(&attributes, 0);
  posix_spawnattr_setflags(
      &attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | (leads ? POSIX_SPAWN_SETPGROUP : 0));
  int result = posix_spawn(pid, path, &actions, &attributes, arguments, environment);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  return result;
}

bool unroll_exited(int status) { return WIFEXITED(status); }
int unroll_exit_status(int status) { return WEXITSTATUS(status); }
int unroll_termination_signal(int status) { return WIFSIGNALED(status) ? WTERMSIG(status) : 0; }

int unroll_processors(void) {
#ifdef __linux__
  cpu_set_t allowed;
  if (sched_getaffinity(0, sizeof allowed, &allowed) == 0) return CPU_COUNT(&allowed);
#endif
  return (int)sysconf(_SC_NPROCESSORS_ONLN);
}
