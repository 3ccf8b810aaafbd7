// What the evaluator and the compiler that stays say to each other: one packet is one request, or one answer of one byte.
#ifndef UNROLL_COMPILER_CHANNEL_H
#define UNROLL_COMPILER_CHANNEL_H

#include <stdint.h>

// Cells that are in work at once: one is compiled while the next is prepared. Each has a seat, 0 or 1.
enum { UNROLL_SEATS = 2 };

// A seat's descriptors: UNROLL_GATE + seat is the pipe at which a prepared cell waits, requests to the seat and its answers
// go over UNROLL_SEAT + seat.
enum { UNROLL_GATE = 3, UNROLL_SEAT = UNROLL_GATE + UNROLL_SEATS };

// A request is its kind, and at most this many bytes after it.
enum { UNROLL_COMPILER_PAYLOAD = 64 * 1024 };

enum unroll_compiler_request {
  UNROLL_BEGIN = 1,     // key '\0' argument '\0' …: a cell; with a key, it waits at the gate, for what that file holds
  UNROLL_OPEN_GATE = 2, // lets the cell that waits go on
};

enum unroll_compiler_answer {
  UNROLL_COMPILED = 1,     // everything is written, and there is nothing to say about the cell
  UNROLL_NOT_COMPILED = 2, // there is, or it was not possible
};

#endif
