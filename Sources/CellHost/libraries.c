#define _GNU_SOURCE
#include "CellHost.h"

#include <dlfcn.h>
#include <link.h>
#include <stdlib.h>
#include <string.h>

bool split_names(const char *payload, size_t size, const char **path, const char **symbol) {
  const char *end = memchr(payload, 0, size);
  if (!end || !memchr(end + 1, 0, size - (size_t)(end + 1 - payload))) return false;
  *path = payload;
  *symbol = end + 1;
  return true;
}

static void *fail(const char *reason) {
  send_report(UNROLL_LOAD_FAILED, reason, strlen(reason));
  return NULL;
}

void *load_cell(const char *path, const char *symbol) {
  struct link_map *map = dlopen(path, RTLD_NOW | RTLD_GLOBAL);
  if (!map) return fail(dlerror());
  size_t length = strlen(path);
  char report[sizeof(uint64_t) + 4096];
  if (length > 4096) return fail("the path is too long");
  uint64_t base = map->l_addr;
  memcpy(report, &base, sizeof base);
  memcpy(report + sizeof base, path, length);
  send_report(UNROLL_LOADED, report, sizeof base + length);
  void *entry = dlsym(map, symbol);
  return entry ? entry : fail(dlerror());
}
