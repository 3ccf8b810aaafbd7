// What a cell asks of the evaluator while it runs: a line of input, or the values of globals, for which the evaluator
// answers with a library to load in the middle of the cell.
#define _GNU_SOURCE
#include "CellHost.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>

static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;

struct command {
  struct unroll_packet_header header;
  char payload[UNROLL_PACKET_PAYLOAD];
};

// The size of the payload, or -1 where the evaluator is gone.
static ssize_t receive(struct command *command) {
  ssize_t size;
  do size = recv(UNROLL_COMMANDS, command, sizeof *command, 0);
  while (size < 0 && errno == EINTR);
  return size < (ssize_t)sizeof command->header ? -1 : size - (ssize_t)sizeof command->header;
}

// Lines may be longer than one read asks for.
static char *input;
static size_t input_size, input_position;

ssize_t read_input(char *bytes, size_t size) {
  if (!cell_is_running) return 0;
  pthread_mutex_lock(&one_at_a_time);
  if (input_position == input_size) {
    input_position = input_size = 0;
    struct command *command = malloc(sizeof *command);
    send_report(UNROLL_INPUT_WANTED, NULL, 0);
    bool more = command != NULL;
    while (more) {
      ssize_t length = receive(command);
      if (length < 0 || command->header.kind != UNROLL_INPUT) break;
      char *longer = realloc(input, input_size + (size_t)length + 1);
      if (!longer) break;
      input = longer;
      memcpy(input + input_size, command->payload, (size_t)length);
      input_size += (size_t)length;
      more = command->header.more;
    }
    free(command);
  }
  size_t count = input_size - input_position < size ? input_size - input_position : size;
  if (count) memcpy(bytes, input + input_position, count);
  input_position += count;
  pthread_mutex_unlock(&one_at_a_time);
  return (ssize_t)count;
}

// Called by NotebookDisplay: sends a question and waits for its answer, loading what the evaluator wants loaded before.
// False where no cell runs. What is loaded gets the context; the answer is the caller's to free.
bool cell_request(uint32_t kind, const void *payload, size_t size, void *context, void **answer, size_t *answer_size) {
  *answer = NULL;
  *answer_size = 0;
  if (!cell_is_running) return false;
  pthread_mutex_lock(&one_at_a_time);
  struct command *command = malloc(sizeof *command);
  bool answered = false;
  if (command) send_report(kind, payload, size);
  while (command) {
    ssize_t length = receive(command);
    if (length < 0) break;
    if (command->header.kind == UNROLL_LOAD) {
      const char *path, *symbol;
      void *entry = split_names(command->payload, (size_t)length, &path, &symbol) ? load_cell(path, symbol) : NULL;
      if (entry) ((void (*)(void *))entry)(context);
    } else if (command->header.kind == UNROLL_ANSWER) {
      char *longer = realloc(*answer, *answer_size + (size_t)length + 1);
      if (!longer) break;
      *answer = longer;
      memcpy(longer + *answer_size, command->payload, (size_t)length);
      *answer_size += (size_t)length;
      if (command->header.more) continue;
      answered = true;
      break;
    } else {
      break;
    }
  }
  free(command);
  pthread_mutex_unlock(&one_at_a_time);
  return answered;
}
