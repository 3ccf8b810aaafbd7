// What is known of a crash leaves the process before it dies: the signal, the address, and who called whom.
#define _GNU_SOURCE
#include "CellHost.h"

#include <execinfo.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <ucontext.h>
#include <unistd.h>

static const int fatal_signals[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGABRT, SIGSYS};
enum { SIGNAL_STACK = 128 * 1024 };

static void collect(struct unroll_crash *crash, void *program_counter) {
  void *frames[UNROLL_CRASH_FRAMES];
  int count = backtrace(frames, UNROLL_CRASH_FRAMES);
  int first = 0;
  // Above the place of the failure lie the frames of its handling.
  for (int i = 0; i < count && program_counter; i++)
    if (frames[i] == program_counter) first = i;
  if (program_counter && !first) crash->frames[crash->count++] = (uint64_t)program_counter;
  for (int i = first; i < count && crash->count < UNROLL_CRASH_FRAMES; i++)
    crash->frames[crash->count++] = (uint64_t)frames[i];
}

static void handle(int number, siginfo_t *information, void *context) {
  flush_output_in_trouble();
  struct unroll_crash crash = {.signal = number, .code = information->si_code};
  crash.address = (uint64_t)information->si_addr;
  void *program_counter = NULL;
  const ucontext_t *state = context;
#if defined(__x86_64__)
  program_counter = (void *)state->uc_mcontext.gregs[REG_RIP];
  crash.stack_pointer = (uint64_t)state->uc_mcontext.gregs[REG_RSP];
#elif defined(__aarch64__)
  program_counter = (void *)state->uc_mcontext.pc;
  crash.stack_pointer = state->uc_mcontext.sp;
#endif
  pthread_attr_t attributes;
  void *low;
  size_t size;
  if (pthread_getattr_np(pthread_self(), &attributes) == 0) {
    if (pthread_attr_getstack(&attributes, &low, &size) == 0) crash.stack_low = (uint64_t)low;
    pthread_attr_destroy(&attributes);
  }
  // Unwinding may fail in its turn: what is certain goes first.
  send_report(UNROLL_CRASH, &crash, sizeof crash);
  collect(&crash, program_counter);
  send_report(UNROLL_CRASH, &crash, sizeof crash);
  signal(number, SIG_DFL);
  raise(number);
}

void report_end(uint32_t kind, int number) {
  flush_output_in_trouble();
  struct unroll_crash crash = {.code = number};
  collect(&crash, NULL);
  send_report(kind, &crash, sizeof crash);
}

// A stack that has overflown has no room for its own report.
void use_own_signal_stack(void) {
  void *memory = mmap(NULL, SIGNAL_STACK, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return;
  stack_t stack = {.ss_sp = memory, .ss_size = SIGNAL_STACK};
  sigaltstack(&stack, NULL);
}

void open_crash_reports(void) {
  void *frame[1];
  backtrace(frame, 1); // loads the unwinder now, not in a handler
  use_own_signal_stack();
  struct sigaction action = {.sa_sigaction = handle, .sa_flags = SA_SIGINFO | SA_ONSTACK};
  sigfillset(&action.sa_mask);
  for (size_t i = 0; i < sizeof fatal_signals / sizeof *fatal_signals; i++) sigaction(fatal_signals[i], &action, NULL);
}

// Seen by every library that is loaded later. Handlers registered with `atexit` would run in a half-known state.
void exit(int status) {
  if (shared_state && getpid() != supervisor_pid) report_end(UNROLL_EXIT, status);
  _exit(status);
}
