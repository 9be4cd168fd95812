#include "import/common/import_json.h"

#include <unistd.h>

FILE *import_json_open(int fd) {
  /* A copy, because fclose() closes what it was given. */
  int copy = lseek(fd, 0, SEEK_SET) == 0 ? dup(fd) : -1;
  FILE *in = copy < 0 ? NULL : fdopen(copy, "r");
  if (!in && copy >= 0)
    close(copy);
  return in;
}

json_t *import_json_load(int fd, json_error_t *error) {
  FILE *in = import_json_open(fd);
  if (!in) {
    *error = (json_error_t){.text = "cannot be read"};
    return NULL;
  }
  json_t *root = json_loadf(in, 0, error);
  fclose(in);
  return root;
}

const char *import_json_text(const json_t *object, const char *key) {
  const char *text = json_string_value(json_object_get(object, key));
  return text ? text : "";
}
