#include "cli/print.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/utf8.h"
#include "cli/command.h"

enum { MOST_COLUMNS = 12, WIDEST = 60 };

bool print_format(const char *name, int known, enum print_format *out) {
  static const char *const names[] = {"table", "json", "ids", "count"};
  if (!name) {
    *out = PRINT_TABLE;
    return true;
  }
  for (int i = 0; i < known; i++)
    if (strcmp(names[i], name) == 0) {
      *out = (enum print_format)i;
      return true;
    }
  command_complain("unknown format \"%s\": use %s", name,
      known == 4 ? "table, json, ids or count" : "table or json");
  return false;
}

static size_t terminal_width(void) {
  struct winsize size;
  if (!isatty(STDOUT_FILENO) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 ||
      size.ws_col < 20)
    return 0;
  return size.ws_col;
}

/* A value as one printable line. */
static void cell(struct buf *out, const json_t *value) {
  if (json_is_string(value))
    utf8_printable(out, json_string_value(value));
  else if (json_is_integer(value))
    buf_printf(out, "%lld", (long long)json_integer_value(value));
  else if (json_is_array(value))
    for (size_t i = 0; i < json_array_size(value); i++) {
      buf_puts(out, i ? ", " : "");
      cell(out, json_array_get(value, i));
    }
}

static void put_cell(const char *text, size_t width, bool last) {
  size_t n = utf8_fit(text, width), used = 0;
  printf("%.*s", (int)n, text);
  char *head = strndup(text, n);
  used = head ? utf8_width(head) : width;
  free(head);
  if (!last)
    printf("%*s", (int)(width - used) + 2, "");
}

static size_t column_width(json_t *rows, const char *key) {
  size_t widest = strlen(key);
  for (size_t i = 0; i < json_array_size(rows); i++) {
    const json_t *row = json_array_get(rows, i);
    struct buf text = {0};
    cell(&text, json_object_get(row, key));
    size_t width = utf8_width(buf_text(&text));
    widest = width > widest ? width : widest;
    buf_free(&text);
  }
  return widest < WIDEST ? widest : WIDEST;
}

static void print_table(json_t *rows) {
  const char *keys[MOST_COLUMNS];
  size_t widths[MOST_COLUMNS], columns = 0, total = 0;
  json_t *first = json_array_get(rows, 0);
  size_t screen = terminal_width();
  for (void *at = json_object_iter(first); at && columns < MOST_COLUMNS;
       at = json_object_iter_next(first, at)) {
    keys[columns] = json_object_iter_key(at);
    widths[columns] = column_width(rows, keys[columns]);
    total += widths[columns++] + 2;
  }
  if (screen && columns && total > screen + 2) {
    size_t over = total - screen - 2, *last = &widths[columns - 1];
    *last = *last > over + 8 ? *last - over : 8;
  }
  for (size_t c = 0; c < columns; c++)
    put_cell(keys[c], widths[c], c + 1 == columns);
  if (columns)
    putchar('\n');
  for (size_t i = 0; i < json_array_size(rows); i++) {
    const json_t *row = json_array_get(rows, i);
    for (size_t c = 0; c < columns; c++) {
      struct buf text = {0};
      cell(&text, json_object_get(row, keys[c]));
      put_cell(buf_text(&text), widths[c], c + 1 == columns);
      buf_free(&text);
    }
    putchar('\n');
  }
}

/* JSON's own escapes leave C1 and bidi characters as they are: all but ASCII is
 * escaped, which is the same JSON. */
static void print_json(const json_t *value) {
  json_dumpf(value, stdout, JSON_INDENT(2) | JSON_ENSURE_ASCII | JSON_ENCODE_ANY);
  putchar('\n');
}

static void print_ids(const json_t *rows) {
  for (size_t i = 0; i < json_array_size(rows); i++) {
    const json_t *id = json_object_get(json_array_get(rows, i), "id");
    printf("%s%lld", i ? " " : "", (long long)json_integer_value(id));
  }
}

void print_rows(json_t *rows, enum print_format format) {
  switch (format) {
  case PRINT_TABLE:
    print_table(rows);
    break;
  case PRINT_JSON:
    print_json(rows);
    break;
  case PRINT_COUNT:
    printf("%zu\n", json_array_size(rows));
    break;
  case PRINT_IDS:
    print_ids(rows);
    if (json_array_size(rows))
      putchar('\n');
    break;
  }
  json_decref(rows);
}

void print_object(json_t *object, enum print_format format) {
  if (format == PRINT_JSON) {
    print_json(object);
  } else {
    for (void *at = json_object_iter(object); at;
         at = json_object_iter_next(object, at)) {
      struct buf text = {0};
      cell(&text, json_object_iter_value(at));
      printf("%-14s %s\n", json_object_iter_key(at), buf_text(&text));
      buf_free(&text);
    }
  }
  json_decref(object);
}
