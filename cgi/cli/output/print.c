#include "cli/output/print.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "cli/output/complain.h"
#include "cli/output/pager.h"
#include "cli/output/print_cell.h"
#include "cli/output/print_csv.h"
#include "cli/output/print_table.h"
#include "cli/output/print_yaml.h"

bool print_format(const char *name, int known, enum print_format *out) {
  static const char *const names[] = {"table", "json", "csv", "yaml", "ids", "count"};
  if (!name) {
    *out = PRINT_TABLE;
    return true;
  }
  for (int i = 0; i < known; i++)
    if (strcmp(names[i], name) == 0) {
      *out = (enum print_format)i;
      return true;
    }
  complain("unknown format \"%s\": use %s", name,
      known == PRINT_LIST ? "table, json, csv, yaml, ids or count"
                          : "table, json, csv or yaml");
  return false;
}

json_t *print_time(int64_t t) {
  char iso[CLOCK_ISO];
  if (!t)
    return json_null();
  clock_iso(t, iso);
  return json_string(iso);
}

static int print_json_bytes(const char *text, size_t n, void *context) {
  struct buf safe = {0};
  utf8_escape(&safe, text, n);
  bool good =
      !buf_status(&safe) && fwrite(buf_text(&safe), 1, safe.len, context) == safe.len;
  buf_free(&safe);
  return good ? 0 : -1;
}

/* Jansson leaves DEL, C1 and bidi characters as they are, and a terminal acts on them.
 * Escaped, they are the same JSON. */
static void print_json(FILE *out, const json_t *value, size_t layout) {
  json_dump_callback(value, print_json_bytes, out, layout | JSON_ENCODE_ANY);
  fputc('\n', out);
}

static void print_ids(FILE *out, json_t *rows) {
  json_t *row;
  size_t i;
  json_array_foreach(rows, i, row) {
    fprintf(out, "%s%lld", i ? " " : "",
        (long long)json_integer_value(json_object_get(row, "id")));
  }
  if (json_array_size(rows))
    fputc('\n', out);
}

/* A text keeps its lines, indented to the value's column, so that no line of an article
 * can pass for a field. */
static void print_field(FILE *out, const char *key, json_t *value) {
  if (!json_is_string(value)) {
    struct buf text = {0};
    print_cell(&text, value);
    fprintf(out, "%-14s %s\n", key, buf_text(&text));
    buf_free(&text);
    return;
  }
  const char *s = json_string_value(value);
  do {
    size_t n = strcspn(s, "\n");
    char *line = strndup(s, n);
    struct buf text = {0};
    utf8_printable(&text, line ? line : "");
    fprintf(out, "%-14s %s\n", key, buf_text(&text));
    buf_free(&text);
    free(line);
    s += n + (s[n] == '\n');
    key = "";
  } while (*s);
}

static void print_fields(FILE *out, json_t *object) {
  const char *key;
  json_t *value;
  json_object_foreach(object, key, value) {
    print_field(out, key, value);
  }
}

void print_rows(json_t *rows, enum print_format format) {
  struct pager pager;
  pager_open(&pager);
  switch (format) {
  case PRINT_JSON:
    print_json(pager.out, rows, JSON_INDENT(2));
    break;
  case PRINT_CSV:
    print_csv(pager.out, rows);
    break;
  case PRINT_YAML:
    print_yaml(pager.out, rows);
    break;
  case PRINT_IDS:
    print_ids(pager.out, rows);
    break;
  case PRINT_COUNT:
    fprintf(pager.out, "%zu\n", json_array_size(rows));
    break;
  default:
    print_table(pager.out, rows);
  }
  pager_close(&pager);
  json_decref(rows);
}

void print_object(json_t *object, enum print_format format) {
  struct pager pager;
  /* The array takes over the reference to the object: releasing it releases both. */
  json_t *rows = json_pack("[o]", object);
  pager_open(&pager);
  if (format == PRINT_JSON)
    print_json(pager.out, object, JSON_INDENT(2));
  else if (format == PRINT_CSV)
    print_csv(pager.out, rows);
  else if (format == PRINT_YAML)
    print_yaml(pager.out, object);
  else
    print_fields(pager.out, object);
  pager_close(&pager);
  json_decref(rows);
}

void print_value(const json_t *value) {
  struct buf text = {0};
  if (json_is_string(value))
    print_cell_lines(&text, json_string_value(value));
  else
    print_cell(&text, value);
  puts(buf_text(&text));
  buf_free(&text);
}

void print_name(const char *before, const char *name, const char *after) {
  struct buf safe = {0};
  utf8_printable(&safe, name);
  printf("%s%s%s\n", before, buf_text(&safe), after);
  buf_free(&safe);
}

void print_event(json_t *object) {
  print_json(stdout, object, JSON_COMPACT);
  /* A program that reads the events sees each at once, even through a pipe. */
  fflush(stdout);
  json_decref(object);
}
