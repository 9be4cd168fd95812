/* How it works: a command that shows data makes JSON, whatever the format: one object
 * or an array of rows. The functions here print it. So all formats show the same data,
 * and a new field is in all of them. */
#include "cli/output/print.h"

#include <string.h>
#include <sysexits.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "cli/output/complain.h"
#include "cli/output/pager.h"
#include "cli/output/print_cell.h"
#include "cli/output/print_csv.h"
#include "cli/output/print_table.h"
#include "cli/output/print_yaml.h"

bool print_format(const char *name, int known, enum print_format *out) {
  /* In the order of enum print_format. */
  static const char *const names[] = {"table", "json", "csv", "yaml", "ids", "count"};
  if (!name) {
    *out = PRINT_TABLE;
    return true;
  }
  /* The formats that only lists have are at the end, where `known` leaves them out. */
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

/* In the site's time zone, with its offset: what a script reads is unambiguous too. */
json_t *print_time(int64_t t) {
  char iso[CLOCK_ISO];
  if (!t)
    return json_null();
  clock_iso(t, iso);
  return json_string(iso);
}

/* Output that lacks something must not look complete. */
static int print_code(enum err e) {
  if (e)
    complain("%s", err_text(e));
  return e ? EX_OSERR : 0;
}

/* A result other than 0 ends json_dump_callback, so that no later part follows a gap.
 */
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
static enum err print_json(FILE *out, const json_t *value, size_t layout) {
  int result =
      json_dump_callback(value, print_json_bytes, out, layout | JSON_ENCODE_ANY);
  fputc('\n', out);
  /* A pager that the reader has quit makes writing fail, which is no error. */
  return result == 0 || ferror(out) ? OK : ERR_NOMEM;
}

/* On one line, separated by spaces, as arguments for another command: "post update
 * $(pamphlet post list --format=ids)". */
static void print_ids(FILE *out, json_t *rows) {
  json_t *row;
  size_t i;
  json_array_foreach(rows, i, row) {
    fprintf(out, "%s%lld", i ? " " : "",
        (long long)json_integer_value(json_object_get(row, "id")));
  }
  /* Without rows there is no line at all, so that a loop of the shell over the lines
   * runs zero times. */
  if (json_array_size(rows))
    fputc('\n', out);
}

/* A text keeps its lines, indented to the value's column, so that no line of an article
 * can pass for a field. */
static enum err print_field(FILE *out, const char *key, json_t *value) {
  struct buf text = {0};
  enum err e = OK;
  const char *s = json_is_string(value) ? json_string_value(value) : "";
  do {
    size_t n = strcspn(s, "\n");
    if (json_is_string(value))
      utf8_printable_part(&text, s, n);
    else
      print_cell(&text, value);
    e = buf_status(&text);
    if (!e)
      /* 14 columns: the longest keys, such as "comments_open", have 13. */
      fprintf(out, "%-14s %s\n", key, buf_text(&text));
    buf_clear(&text);
    s += n + (s[n] == '\n');
    /* Further lines of the value have no key in front. */
    key = "";
    /* The loop runs at least once, because a key with an empty value is shown as well.
     */
  } while (!e && *s);
  buf_free(&text);
  return e;
}

static enum err print_fields(FILE *out, json_t *object) {
  const char *key;
  json_t *value;
  enum err e = OK;
  json_object_foreach(object, key, value) {
    e = e ? e : print_field(out, key, value);
  }
  return e;
}

int print_rows(json_t *rows, enum print_format format) {
  struct pager pager;
  enum err e = OK;
  if (!rows)
    return print_code(ERR_NOMEM);
  pager_open(&pager);
  switch (format) {
  case PRINT_JSON:
    e = print_json(pager.out, rows, JSON_INDENT(2));
    break;
  case PRINT_CSV:
    e = print_csv(pager.out, rows);
    break;
  case PRINT_YAML:
    e = print_yaml(pager.out, rows);
    break;
  case PRINT_IDS:
    print_ids(pager.out, rows);
    break;
  case PRINT_COUNT:
    fprintf(pager.out, "%zu\n", json_array_size(rows));
    break;
  default:
    e = print_table(pager.out, rows);
  }
  pager_close(&pager);
  json_decref(rows);
  return print_code(e);
}

int print_object(json_t *object, enum print_format format) {
  struct pager pager;
  enum err e;
  /* The array takes over the reference to the object: releasing it releases both. */
  json_t *rows = object ? json_pack("[o]", object) : NULL;
  if (!rows)
    return print_code(ERR_NOMEM);
  pager_open(&pager);
  if (format == PRINT_JSON)
    e = print_json(pager.out, object, JSON_INDENT(2));
  else if (format == PRINT_CSV)
    e = print_csv(pager.out, rows);
  else if (format == PRINT_YAML)
    e = print_yaml(pager.out, object);
  else
    e = print_fields(pager.out, object);
  pager_close(&pager);
  json_decref(rows);
  return print_code(e);
}

/* Not through the pager: the value is meant for a script. */
int print_value(const json_t *value) {
  struct buf text = {0};
  if (json_is_string(value))
    print_cell_lines(&text, json_string_value(value));
  else
    print_cell(&text, value);
  enum err e = buf_status(&text);
  if (!e)
    puts(buf_text(&text));
  buf_free(&text);
  return print_code(e);
}

/* Names of files and settings may have characters that control the terminal. */
int print_name(const char *before, const char *name, const char *after) {
  struct buf safe = {0};
  utf8_printable(&safe, name);
  enum err e = buf_status(&safe);
  if (!e)
    printf("%s%s%s\n", before, buf_text(&safe), after);
  buf_free(&safe);
  return print_code(e);
}

int print_event(json_t *object) {
  enum err e = print_json(stdout, object, JSON_COMPACT);
  /* A program that reads the events sees each at once, even through a pipe. */
  fflush(stdout);
  json_decref(object);
  return print_code(e);
}
