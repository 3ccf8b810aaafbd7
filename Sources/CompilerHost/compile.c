// The toolchain's library with the compiler in it; its interface is the toolchain's sourcekitd.h.
#include "CompilerHost.h"

#include <dlfcn.h>
#include <stdint.h>
#include <string.h>

typedef void *object;
typedef struct { uint64_t data[3]; } variant;
enum { VARIANT_NULL = 0, VARIANT_INTEGER = 3 };

static struct {
  void (*initialize)(void);
  void *(*uid_get_from_cstr)(const char *);
  object (*request_dictionary_create)(void *const *keys, const object *values, size_t count);
  void (*request_dictionary_set_uid)(object, void *key, void *value);
  void (*request_dictionary_set_string)(object, void *key, const char *value);
  void (*request_dictionary_set_value)(object, void *key, object value);
  object (*request_array_create)(const object *, size_t count);
  void (*request_array_set_string)(object, size_t index, const char *value);
  void (*request_release)(object);
  object (*send_request_sync)(object);
  bool (*response_is_error)(object);
  variant (*response_get_value)(object);
  void (*response_dispose)(object);
  variant (*variant_dictionary_get_value)(variant, void *key);
  int (*variant_get_type)(variant);
  int64_t (*variant_int64_get_value)(variant);
  size_t (*variant_array_get_count)(variant);
} sourcekit;

bool load_compiler(const char *path) {
  void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (!library) return false;
  const struct {
    const char *name;
    void *place;
  } functions[] = {
      {"sourcekitd_initialize", &sourcekit.initialize},
      {"sourcekitd_uid_get_from_cstr", &sourcekit.uid_get_from_cstr},
      {"sourcekitd_request_dictionary_create", &sourcekit.request_dictionary_create},
      {"sourcekitd_request_dictionary_set_uid", &sourcekit.request_dictionary_set_uid},
      {"sourcekitd_request_dictionary_set_string", &sourcekit.request_dictionary_set_string},
      {"sourcekitd_request_dictionary_set_value", &sourcekit.request_dictionary_set_value},
      {"sourcekitd_request_array_create", &sourcekit.request_array_create},
      {"sourcekitd_request_array_set_string", &sourcekit.request_array_set_string},
      {"sourcekitd_request_release", &sourcekit.request_release},
      {"sourcekitd_send_request_sync", &sourcekit.send_request_sync},
      {"sourcekitd_response_is_error", &sourcekit.response_is_error},
      {"sourcekitd_response_get_value", &sourcekit.response_get_value},
      {"sourcekitd_response_dispose", &sourcekit.response_dispose},
      {"sourcekitd_variant_dictionary_get_value", &sourcekit.variant_dictionary_get_value},
      {"sourcekitd_variant_get_type", &sourcekit.variant_get_type},
      {"sourcekitd_variant_int64_get_value", &sourcekit.variant_int64_get_value},
      {"sourcekitd_variant_array_get_count", &sourcekit.variant_array_get_count},
  };
  for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
    void *function = dlsym(library, functions[i].name);
    if (!function) return false;
    memcpy(functions[i].place, &function, sizeof function);
  }
  sourcekit.initialize();
  return true;
}

bool compile(const char *name, const char *arguments, size_t size) {
  object request = sourcekit.request_dictionary_create(NULL, NULL, 0);
  object words = sourcekit.request_array_create(NULL, 0);
  for (const char *word = arguments; word < arguments + size; word += strlen(word) + 1)
    sourcekit.request_array_set_string(words, (size_t)-1, word);
  sourcekit.request_dictionary_set_uid(
      request, sourcekit.uid_get_from_cstr("key.request"), sourcekit.uid_get_from_cstr("source.request.compile"));
  sourcekit.request_dictionary_set_string(request, sourcekit.uid_get_from_cstr("key.name"), name);
  sourcekit.request_dictionary_set_value(request, sourcekit.uid_get_from_cstr("key.compilerargs"), words);
  object response = sourcekit.send_request_sync(request);
  bool succeeded = false;
  if (!sourcekit.response_is_error(response)) {
    variant answer = sourcekit.response_get_value(response);
    variant status = sourcekit.variant_dictionary_get_value(answer, sourcekit.uid_get_from_cstr("key.value"));
    variant said = sourcekit.variant_dictionary_get_value(answer, sourcekit.uid_get_from_cstr("key.diagnostics"));
    bool is_silent = sourcekit.variant_get_type(said) == VARIANT_NULL || sourcekit.variant_array_get_count(said) == 0;
    succeeded = sourcekit.variant_get_type(status) == VARIANT_INTEGER && sourcekit.variant_int64_get_value(status) == 0 &&
                is_silent;
  }
  sourcekit.response_dispose(response);
  sourcekit.request_release(words);
  sourcekit.request_release(request);
  return succeeded;
}
