// System headers and what of them Swift cannot call.
#ifndef UNROLL_CPROCESS_H
#define UNROLL_CPROCESS_H

#include "CellChannel.h"
#include "CompilerChannel.h"

#include <stdbool.h>
#include <sys/types.h>

// A pair of sockets that keep the bounds of packets; closed by exec. 0, or the number of the error.
int unroll_packet_sockets(int pair[2]);

// A pipe that exec closes. 0, or the number of the error.
int unroll_pipe(int pair[2]);

// Starts a program with these descriptors as its 0, 1, 2, …, and no other; with `leads`, as the leader of a group of
// processes of its own. 0, or the number of the error.
int unroll_spawn(pid_t *pid, const char *path, char *const arguments[], char *const environment[],
                 const int descriptors[], int count, bool leads);

bool unroll_exited(int status);
int unroll_exit_status(int status);
int unroll_termination_signal(int status);

// The processors that this program may run on.
int unroll_processors(void);

#endif
