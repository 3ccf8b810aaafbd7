// The gates at which the compiler waits in the middle of a cell, since it finds a pipe in the place of a file.
#define _GNU_SOURCE
#include "CompilerHost.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

static struct {
  int pipe;  // our end of the pipe that the compiler waits at
  char *key; // what opens it
  size_t key_size;
} gates[UNROLL_SEATS] = {[0 ... UNROLL_SEATS - 1] = {.pipe = -1}};

static void abandon(int seat) {
  if (gates[seat].pipe >= 0) close(gates[seat].pipe);
  gates[seat].pipe = -1;
}

bool close_gate(int seat, const char *path) {
  abandon(seat); // that of a cell which failed before it came there
  int file = open(path, O_RDONLY | O_CLOEXEC), pipes[2];
  off_t size = file < 0 ? -1 : lseek(file, 0, SEEK_END);
  char *key = size < 0 ? NULL : realloc(gates[seat].key, (size_t)size + 1);
  if (key) gates[seat].key = key;
  bool is_read = key && pread(file, key, (size_t)size, 0) == size;
  if (file >= 0) close(file);
  if (!is_read || pipe2(pipes, O_CLOEXEC) != 0) return false;
  gates[seat].key_size = (size_t)size;
  dup3(pipes[0], UNROLL_GATE + seat, O_CLOEXEC);
  close(pipes[0]);
  gates[seat].pipe = pipes[1];
  return fcntl(pipes[1], F_GETPIPE_SZ) >= size || fcntl(pipes[1], F_SETPIPE_SZ, (int)size) >= size;
}

void open_gate(int seat) {
  if (gates[seat].pipe < 0) return;
  if (write(gates[seat].pipe, gates[seat].key, gates[seat].key_size) < 0) {} // without its key the compiler fails
  abandon(seat);
}
