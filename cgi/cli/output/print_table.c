#include "cli/output/print_internal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/utf8.h"
#include "cli/output/colour.h"

enum { MOST_COLUMNS = 20, WIDEST = 60 };

static size_t terminal_width(void) {
  struct winsize size;
  if (!isatty(STDOUT_FILENO) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 ||
      size.ws_col < 20)
    return 0;
  return size.ws_col;
}

/* One too wide ends in an ellipsis, itself one column. */
static void put_cell(FILE *out, const char *text, size_t width, bool last) {
  bool cut = utf8_fit(text, width) < strlen(text);
  size_t n = utf8_fit(text, cut ? width - 1 : width);
  char *head = strndup(text, n);
  size_t used = head ? utf8_width(head) + cut : width;
  fprintf(out, "%.*s%s", (int)n, text, cut ? "…" : "");
  free(head);
  if (!last)
    fprintf(out, "%*s", (int)(width - used) + 2, "");
}

static size_t column_width(json_t *rows, const char *key) {
  size_t widest = strlen(key), i;
  json_t *row;
  json_array_foreach(rows, i, row) {
    struct buf text = {0};
    print_cell(&text, json_object_get(row, key));
    size_t width = utf8_width(buf_text(&text));
    widest = width > widest ? width : widest;
    buf_free(&text);
  }
  return widest < WIDEST ? widest : WIDEST;
}

void print_table(FILE *out, json_t *rows) {
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
  fputs(colour_on(STDOUT_FILENO, COLOUR_BOLD), out);
  for (size_t c = 0; c < columns; c++)
    put_cell(out, keys[c], widths[c], c + 1 == columns);
  fputs(colour_on(STDOUT_FILENO, COLOUR_OFF), out);
  if (columns)
    fputc('\n', out);
  json_array_foreach(rows, i, row) {
    for (size_t c = 0; c < columns; c++) {
      struct buf text = {0};
      print_cell(&text, json_object_get(row, keys[c]));
      put_cell(out, buf_text(&text), widths[c], c + 1 == columns);
      buf_free(&text);
    }
    fputc('\n', out);
  }
}
