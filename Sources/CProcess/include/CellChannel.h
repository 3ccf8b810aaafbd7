// What the evaluator and the process that runs cells say to each other: one packet is one message or a part of one.
#ifndef UNROLL_CELL_CHANNEL_H
#define UNROLL_CELL_CHANNEL_H

#include <stdint.h>

// The descriptors that the host is started with, beside the standard three.
enum {
  UNROLL_COMMANDS = 3,   // evaluator → the process that runs cells
  UNROLL_REPORTS = 4,    // the process that runs cells → evaluator
  UNROLL_SUPERVISOR = 5, // evaluator ↔ supervisor
};

// Packets hold at most this many bytes after their header; they arrive whole or not at all.
enum { UNROLL_PACKET_PAYLOAD = 32 * 1024 };

// A report's parts carry the same message number; all but the last have `more` set.
struct unroll_packet_header {
  uint32_t kind;
  uint32_t message;
  uint32_t more;
};

enum unroll_command {
  UNROLL_RUN = 1,       // library '\0' symbol '\0': checkpoint, load, call
  UNROLL_LOAD = 2,      // the same without a checkpoint: answers a request of the running cell
  UNROLL_ANSWER = 3,    // ends a request; the payload is the answer
  UNROLL_INPUT = 4,     // a line for the cell's standard input
  UNROLL_INPUT_END = 5, // the standard input ends here
  UNROLL_BRANCH = 6,    // fork: the fork obeys the commands that follow, until it ends
  UNROLL_BRANCH_END = 7,
};

enum unroll_report {
  UNROLL_READY = 1,   // a process waits for commands; int32_t pid
  UNROLL_STARTED = 2, // the checkpoint stands, the cell begins
  UNROLL_LOADED = 3,  // uint64_t base address, then the library's path
  UNROLL_DONE = 4,    // the cell came to its end
  UNROLL_STDOUT = 5,
  UNROLL_STDERR = 6,
  UNROLL_CRASH = 7,        // struct unroll_crash
  UNROLL_EXIT = 8,         // struct unroll_crash with the status as its code: the cell called exit
  UNROLL_INPUT_WANTED = 9, // the cell reads its standard input
  UNROLL_LOAD_FAILED = 10, // the reason, as text
  UNROLL_BRANCH_OVER = 11, // int32_t wait status of the fork
  UNROLL_DISPLAY = 32,     // from here on NotebookDisplay's own messages
};

enum { UNROLL_CRASH_FRAMES = 96 };

struct unroll_crash {
  int32_t signal;
  int32_t code;
  uint64_t address;       // of the access that failed
  uint64_t stack_pointer; // of the thread that failed
  uint64_t stack_low;     // the end that this thread's stack grows to; 0 where unknown
  uint64_t count;
  uint64_t frames[UNROLL_CRASH_FRAMES]; // return addresses, the innermost first; frames[0] is exact
};

// What the evaluator asks of the supervisor, one packet each.
struct unroll_order {
  uint32_t kind;
  uint32_t unused;
  uint64_t value;
};
enum {
  UNROLL_KILL = 1,         // the process that runs the cell
  UNROLL_LIMIT_MEMORY = 2, // value: bytes for it and its checkpoint together; 0 for none
};

// What the supervisor says when the process that runs cells has died.
struct unroll_death {
  int32_t status; // as waitpid gives it
  int32_t reason; // UNROLL_DIED_…
  int32_t checkpoint; // whether its checkpoint goes on
};
enum { UNROLL_DIED_ITSELF = 0, UNROLL_DIED_BY_ORDER = 1, UNROLL_DIED_OF_MEMORY = 2 };

#endif
