#include "cli/output/print_table.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/utf8.h"
#include "cli/output/colour.h"
#include "cli/output/print_cell.h"

enum {
  /* More than any list has: that of posts has 13 fields. */
  PRINT_TABLE_COLUMNS = 20,
  PRINT_TABLE_WIDEST = 60, /* columns of a cell */
  PRINT_TABLE_LEAST = 8    /* columns that remain of a cell that is cut */
};

/* Columns of the terminal; 0 for a file or a pipe, which get whole cells. */
static size_t print_table_screen(void) {
  struct winsize size;
  /* A terminal that does not know its size reports 0 columns; in a very narrow one,
   * cutting would leave nothing to read. */
  if (!isatty(STDOUT_FILENO) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 ||
      size.ws_col < 20)
    return 0;
  return size.ws_col;
}

/* Prints a text padded to `width` columns, which are not bytes or characters: a wide
 * character takes two. A text that is cut ends in an ellipsis, itself one column. */
static enum err print_table_text(FILE *out, const char *text, size_t width, bool last) {
  bool cut = utf8_fit(text, width) < strlen(text);
  size_t n = utf8_fit(text, cut ? width - 1 : width);
  char *head = strndup(text, n);
  if (!head)
    return ERR_NOMEM;
  size_t used = utf8_width(head) + cut;
  fprintf(out, "%s%s", head, cut ? "…" : "");
  free(head);
  if (!last)
    /* No spaces follow the last cell: they would wrap onto a line of their own in a
     * narrow terminal. */
    fprintf(out, "%*s", (int)(width - used) + 2, "");
  return OK;
}

static enum err print_table_cell(
    FILE *out, const json_t *value, size_t width, bool last) {
  struct buf text = {0};
  print_cell(&text, value);
  enum err e = buf_status(&text);
  if (!e)
    e = print_table_text(out, buf_text(&text), width, last);
  buf_free(&text);
  return e;
}

static enum err print_table_width(json_t *rows, const char *key, size_t *out) {
  size_t widest = strlen(key), i;
  json_t *row;
  enum err e = OK;
  json_array_foreach(rows, i, row) {
    struct buf text = {0};
    print_cell(&text, json_object_get(row, key));
    size_t width = utf8_width(buf_text(&text));
    widest = width > widest ? width : widest;
    e = e ? e : buf_status(&text);
    buf_free(&text);
  }
  *out = widest < PRINT_TABLE_WIDEST ? widest : PRINT_TABLE_WIDEST;
  return e;
}

struct print_table {
  /* The keys belong to the first row, which outlives this. */
  const char *keys[PRINT_TABLE_COLUMNS];
  size_t widths[PRINT_TABLE_COLUMNS], columns;
};

static enum err print_table_measure(json_t *rows, struct print_table *t) {
  const char *key;
  json_t *value;
  size_t total = 0, screen = print_table_screen();
  enum err e = OK;
  json_object_foreach(json_array_get(rows, 0), key, value) {
    if (e || t->columns == PRINT_TABLE_COLUMNS)
      break;
    t->keys[t->columns] = key;
    e = print_table_width(rows, key, &t->widths[t->columns]);
    total += t->widths[t->columns++] + 2;
  }
  /* Two spaces follow each column except the last, hence the 2. Only the last column,
   * usually the longest text, is cut. */
  if (screen && t->columns && total > screen + 2) {
    size_t over = total - screen - 2, *last = &t->widths[t->columns - 1];
    *last = *last > over + PRINT_TABLE_LEAST ? *last - over : PRINT_TABLE_LEAST;
  }
  return e;
}

enum err print_table(FILE *out, json_t *rows) {
  struct print_table t = {.columns = 0};
  size_t i;
  json_t *row;
  enum err e = print_table_measure(rows, &t);
  if (e)
    return e;
  /* The sequences are outside of the cells, whose widths they would change. */
  fputs(colour_on(STDOUT_FILENO, COLOUR_BOLD), out);
  for (size_t c = 0; !e && c < t.columns; c++)
    e = print_table_text(out, t.keys[c], t.widths[c], c + 1 == t.columns);
  fputs(colour_on(STDOUT_FILENO, COLOUR_OFF), out);
  if (t.columns)
    fputc('\n', out);
  json_array_foreach(rows, i, row) {
    for (size_t c = 0; !e && c < t.columns; c++)
      e = print_table_cell(
          out, json_object_get(row, t.keys[c]), t.widths[c], c + 1 == t.columns);
    if (!e)
      fputc('\n', out);
  }
  return e;
}
