// The parts of the process that runs cells. The supervisor (main.c) never runs a learner's code; the process that does
// is its child, and the frozen fork of that is the checkpoint.
#ifndef UNROLL_CELL_HOST_H
#define UNROLL_CELL_HOST_H

#include "CellChannel.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

// Memory that the supervisor, the process that runs cells, and its checkpoint see alike.
struct shared_state {
  volatile pid_t runner;     // the process that runs cells
  volatile pid_t branch;     // a fork of it that replays cells, or 0
  volatile pid_t checkpoint; // the frozen fork, or 0
};
extern struct shared_state *shared_state;
extern pid_t supervisor_pid;
extern int wake_pipe; // the checkpoint reads it: a byte wakes, the end ends

// main.c of the process that runs cells.
_Noreturn void run_cells(const char *library);
extern bool cell_is_running;

// output.c: reports, and what is printed.
void send_report(uint32_t kind, const void *payload, size_t size);
void print_bytes(uint32_t kind, const char *bytes, size_t size);
void flush_output(void);
void flush_output_in_trouble(void);
void hold_output(void);            // nobody prints until…
void release_output(bool is_fork); // …this
void open_streams(void);

// requests.c: what a cell asks of the evaluator while it runs.
ssize_t read_input(char *bytes, size_t size);
bool cell_request(uint32_t kind, const void *payload, size_t size, void *context, void **answer, size_t *answer_size);

// tasks.c: Swift's tasks run on threads of ours, which a fork can start anew.
void open_tasks(void);
void hold_tasks(void);
void release_tasks(bool is_fork);
bool tasks_are_pending(void);
int64_t now(void); // nanoseconds of the monotonic clock
// A task of Swift, or a function to call with its context; due at a time, or at once where that is 0.
void enqueue(void *task, void (*function)(void *), int64_t due);
void enqueue_on_main(void *task, void (*function)(void *));
void run_ready_main_tasks(void);
void call_until_finished(void (*cell)(void));
void finish_cell(void); // called by the last statement of a cell that awaits

// crash.c
void open_crash_reports(void);
void use_own_signal_stack(void);
void report_end(uint32_t kind, int number);

// libraries.c: loads a cell's library, reports where it lies, and finds the symbol; NULL after a report of the failure.
void *load_cell(const char *path, const char *symbol);
// Splits "library\0symbol\0".
bool split_names(const char *payload, size_t size, const char **path, const char **symbol);

#endif
