#include "site/comments/person_export.h"

#include <string.h>

#include "base/clock.h"
#include "db/model/person.h"

/* Times are numbers in the database. */
static json_t *person_export_value(const struct person_value *v) {
  char iso[CLOCK_ISO];
  size_t n = strlen(v->name);
  if (v->text)
    return json_string(v->text);
  if (!v->number)
    return json_null();
  if (n <= 3 || strcmp(v->name + n - 3, "_at") != 0)
    return json_integer(v->number);
  clock_iso(v->number, iso);
  return json_string(iso);
}

static enum err person_export_row(void *context, const struct person_row *row) {
  json_t *list = json_object_get(context, person_kind(row->kind));
  json_t *object = json_object();
  int failed = json_array_append_new(list, object);
  for (size_t i = 0; !failed && i < row->count; i++)
    failed = json_object_set_new(
        object, row->values[i].name, person_export_value(&row->values[i]));
  return failed ? ERR_NOMEM : OK;
}

enum err person_export(
    struct site *site, struct arena *a, const struct person *who, json_t **out) {
  struct person_item *items = NULL;
  size_t count = 0;
  json_t *rows = json_object();
  enum err e = rows ? OK : ERR_NOMEM;
  for (int i = 0; !e && i < person_kinds(); i++)
    if (json_object_set_new(rows, person_kind(i), json_array()))
      e = ERR_NOMEM;
  if (!e)
    e = person_find(site, a, who, person_export_row, rows, &items, &count);
  if (e)
    json_decref(rows);
  else
    *out = rows;
  return e;
}
