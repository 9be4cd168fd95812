#include "cli/print.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/clock.h"
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

json_t *print_time(int64_t t) {
  char iso[CLOCK_ISO];
  if (!t)
    return json_null();
  clock_iso(t, iso);
  return json_string(iso);
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
  else if (json_is_boolean(value))
    buf_puts(out, json_is_true(value) ? "yes" : "no");
  else if (json_is_array(value))
    for (size_t i = 0; i < json_array_size(value); i++) {
      buf_puts(out, i ? ", " : "");
      cell(out, json_array_get(value, i));
    }
}

/* One too wide ends in an ellipsis, itself one column. */
static void put_cell(const char *text, size_t width, bool last) {
  bool cut = utf8_fit(text, width) < strlen(text);
  size_t n = utf8_fit(text, cut ? width - 1 : width);
  char *head = strndup(text, n);
  size_t used = head ? utf8_width(head) + cut : width;
  printf("%.*s%s", (int)n, text, cut ? "…" : "");
  free(head);
  if (!last)
    printf("%*s", (int)(width - used) + 2, "");
}

static size_t column_width(json_t *rows, const char *key) {
  size_t widest = strlen(key), i;
  json_t *row;
  json_array_foreach(rows, i, row) {
    struct buf text = {0};
    cell(&text, json_object_get(row, key));
    size_t width = utf8_width(buf_text(&text));
    widest = width > widest ? width : widest;
    buf_free(&text);
  }
  return widest < WIDEST ? widest : WIDEST;
}

static void print_table(json_t *rows) {
  const char *keys[MOST_COLUMNS], *key;
  size_t widths[MOST_COLUMNS], columns = 0, total = 0, i;
  json_t *row, *value;
  size_t screen = terminal_width();
  json_object_foreach(json_array_get(rows, 0), key, value) {
    if (columns == MOST_COLUMNS)
      break;
    keys[columns] = key;
    widths[columns] = column_width(rows, key);
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
  json_array_foreach(rows, i, row) {
    for (size_t c = 0; c < columns; c++) {
      struct buf text = {0};
      cell(&text, json_object_get(row, keys[c]));
      put_cell(buf_text(&text), widths[c], c + 1 == columns);
      buf_free(&text);
    }
    putchar('\n');
  }
}

static int put_json(const char *text, size_t n, void *context) {
  (void)context;
  for (size_t i = 0; i < n; i++)
    if (text[i] == 0x7f)
      fputs("\\u007f", stdout);
    else
      putchar(text[i]);
  return 0;
}

/* JSON's own escapes leave C1 and bidi characters as they are: all but ASCII is
 * escaped, which is the same JSON. DEL is ASCII, and escaped by put_json. */
static void print_json(const json_t *value) {
  json_dump_callback(
      value, put_json, NULL, JSON_INDENT(2) | JSON_ENSURE_ASCII | JSON_ENCODE_ANY);
  putchar('\n');
}

void print_rows(json_t *rows, enum print_format format) {
  size_t i;
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
    for (i = 0; i < json_array_size(rows); i++)
      printf("%s%lld", i ? " " : "",
          (long long)json_integer_value(
              json_object_get(json_array_get(rows, i), "id")));
    if (json_array_size(rows))
      putchar('\n');
    break;
  }
  json_decref(rows);
}

/* A text keeps its lines, each behind the others' column: none can pass for a field. */
static void put_field(const char *key, json_t *value) {
  if (!json_is_string(value)) {
    struct buf text = {0};
    cell(&text, value);
    printf("%-14s %s\n", key, buf_text(&text));
    buf_free(&text);
    return;
  }
  const char *s = json_string_value(value);
  do {
    size_t n = strcspn(s, "\n");
    char *line = strndup(s, n);
    struct buf text = {0};
    utf8_printable(&text, line ? line : "");
    printf("%-14s %s\n", key, buf_text(&text));
    buf_free(&text);
    free(line);
    s += n + (s[n] == '\n');
    key = "";
  } while (*s);
}

void print_object(json_t *object, enum print_format format) {
  const char *key;
  json_t *value;
  if (format == PRINT_JSON) {
    print_json(object);
  } else {
    json_object_foreach(object, key, value) {
      put_field(key, value);
    }
  }
  json_decref(object);
}
