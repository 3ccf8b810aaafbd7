// The gate at which the compiler waits in the middle of a cell, since it finds a pipe in the place of a file.
#define _GNU_SOURCE
#include "CompilerHost.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

static int gate = -1; // our end of the pipe that the compiler waits at
static char *key;     // what opens it
static size_t key_size;

bool close_gate(const char *path) {
  if (gate >= 0) close(gate); // of a cell that failed before it came there
  gate = -1;
  int file = open(path, O_RDONLY | O_CLOEXEC), pipes[2];
  off_t size = file < 0 ? -1 : lseek(file, 0, SEEK_END);
  key = size < 0 ? NULL : realloc(key, (size_t)size + 1);
  bool is_read = key && pread(file, key, (size_t)size, 0) == size;
  if (file >= 0) close(file);
  if (!is_read || pipe2(pipes, O_CLOEXEC) != 0) return false;
  key_size = (size_t)size;
  dup3(pipes[0], UNROLL_GATE, O_CLOEXEC);
  close(pipes[0]);
  gate = pipes[1];
  return fcntl(gate, F_GETPIPE_SZ) >= size || fcntl(gate, F_SETPIPE_SZ, (int)size) >= size;
}

void open_gate(void) {
  if (gate < 0) return;
  if (write(gate, key, key_size) < 0) {} // without its key the compiler fails, and says so
  close(gate);
  gate = -1;
}
