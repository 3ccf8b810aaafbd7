// The parts of the compiler that stays.
#ifndef UNROLL_COMPILER_HOST_H
#define UNROLL_COMPILER_HOST_H

#include "CompilerChannel.h"

#include <stdbool.h>
#include <stddef.h>

// compile.c
bool load_compiler(const char *path);
// Arguments of the compiler's driver, each ended by a zero. True where all was compiled and there is nothing to say.
// What has the same name is compiled one after the other.
bool compile(const char *name, const char *arguments, size_t size);

// gate.c: closes a seat's gate; what opens it is the content of the file at `path`. False where that is impossible.
bool close_gate(int seat, const char *path);
void open_gate(int seat);

#endif
