#include "cli/output/fields.h"

#include <string.h>
#include <sysexits.h>

#include "base/buf.h"
#include "cli/output/complain.h"

/* Lists the names, because the known ones depend on the command. */
static void fields_complain(const char *name, size_t n, const char *const *known) {
  struct buf names = {0};
  for (size_t i = 0; known[i]; i++)
    buf_printf(&names, "%s%s", i ? ", " : "", known[i]);
  complain("unknown field \"%.*s\": use %s", (int)n, name, buf_text(&names));
  buf_free(&names);
}

/* The names in `out` are those of `known`: the names in `list` do not end in NUL. An
 * unknown one is found before any row is read. */
bool fields_choose(
    const char *list, bool single, const char *const *known, struct fields *out) {
  out->count = 0;
  /* Steps over the comma. After the last name the loop returns. */
  for (const char *s = list;; s++) {
    size_t n = single ? strlen(s) : strcspn(s, ","), i = 0;
    while (known[i] && (strlen(known[i]) != n || strncmp(known[i], s, n) != 0))
      i++;
    /* More fields than there are can only be repetitions. */
    if (!known[i] || out->count == FIELDS_MAX) {
      fields_complain(s, n < 60 ? n : 60, known);
      return false;
    }
    out->names[out->count++] = known[i];
    s += n;
    if (!*s)
      return true;
  }
}

json_t *fields_pick(const struct fields *f, json_t *row) {
  json_t *picked = row ? json_object() : NULL;
  for (size_t i = 0; picked && i < f->count; i++)
    /* Without "_new", this takes a reference of its own: the values outlive `row`. */
    json_object_set(picked, f->names[i], json_object_get(row, f->names[i]));
  json_decref(row);
  return picked;
}

int fields_print(
    json_t *object, const char *list, const char *one, enum print_format format) {
  /* Unlike the rows of a list, an object has all its fields: the known names are its
   * keys. */
  const char *known[FIELDS_MAX + 1] = {0}, *key;
  struct fields chosen;
  json_t *value;
  size_t n = 0;
  json_object_foreach(object, key, value) {
    if (n < FIELDS_MAX)
      known[n++] = key;
  }
  if ((one || list) && !fields_choose(one ? one : list, one != NULL, known, &chosen)) {
    json_decref(object);
    return EX_USAGE;
  }
  if (!one)
    return print_object(list ? fields_pick(&chosen, object) : object, format);
  int code = print_value(json_object_get(object, chosen.names[0]));
  json_decref(object);
  return code;
}

const char *fields_wanted(
    const char *list, const char *one, const char *standard, enum print_format format) {
  /* The formats from PRINT_IDS on need the IDs only, whatever fields were asked for. */
  return format >= PRINT_IDS ? "id" : one ? one : list ? list : standard;
}

/* One value per line, and no heading, so that a shell can read them in a loop. */
int fields_print_rows(json_t *rows, const char *one, enum print_format format) {
  json_t *row;
  size_t i;
  int code = 0;
  if (!one || format >= PRINT_IDS)
    return print_rows(rows, format);
  json_array_foreach(rows, i, row) {
    code = code ? code : print_value(json_object_get(row, one));
  }
  json_decref(rows);
  return code;
}
