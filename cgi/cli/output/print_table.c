#include "cli/output/print_table.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/utf8.h"
#include "cli/output/colour.h"
#include "cli/output/print_cell.h"

enum {
  PRINT_TABLE_COLUMNS = 20,
  PRINT_TABLE_WIDEST = 60, /* columns of a cell */
  PRINT_TABLE_LEAST = 8    /* columns that remain of a cell that is cut */
};

/* Columns of the terminal; 0 for a file or a pipe, which get whole cells. */
static size_t print_table_screen(void) {
  struct winsize size;
  if (!isatty(STDOUT_FILENO) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 ||
      size.ws_col < 20)
    return 0;
  return size.ws_col;
}

/* Prints a cell padded to `width` columns, which are not bytes or characters: a wide
 * character takes two. A cell that is cut ends in an ellipsis, itself one column. */
static void print_table_cell(FILE *out, const char *text, size_t width, bool last) {
  bool cut = utf8_fit(text, width) < strlen(text);
  size_t n = utf8_fit(text, cut ? width - 1 : width);
  char *head = strndup(text, n);
  size_t used = head ? utf8_width(head) + cut : width;
  fprintf(out, "%.*s%s", (int)n, text, cut ? "…" : "");
  free(head);
  if (!last)
    fprintf(out, "%*s", (int)(width - used) + 2, "");
}

static size_t print_table_width(json_t *rows, const char *key) {
  size_t widest = strlen(key), i;
  json_t *row;
  json_array_foreach(rows, i, row) {
    struct buf text = {0};
    print_cell(&text, json_object_get(row, key));
    size_t width = utf8_width(buf_text(&text));
    widest = width > widest ? width : widest;
    buf_free(&text);
  }
  return widest < PRINT_TABLE_WIDEST ? widest : PRINT_TABLE_WIDEST;
}

void print_table(FILE *out, json_t *rows) {
  const char *keys[PRINT_TABLE_COLUMNS], *key;
  size_t widths[PRINT_TABLE_COLUMNS], columns = 0, total = 0, i;
  json_t *row, *value;
  size_t screen = print_table_screen();
  json_object_foreach(json_array_get(rows, 0), key, value) {
    if (columns == PRINT_TABLE_COLUMNS)
      break;
    keys[columns] = key;
    widths[columns] = print_table_width(rows, key);
    total += widths[columns++] + 2;
  }
  /* Two spaces follow each column except the last, hence the 2. Only the last column,
   * usually the longest text, is cut. */
  if (screen && columns && total > screen + 2) {
    size_t over = total - screen - 2, *last = &widths[columns - 1];
    *last = *last > over + PRINT_TABLE_LEAST ? *last - over : PRINT_TABLE_LEAST;
  }
  fputs(colour_on(STDOUT_FILENO, COLOUR_BOLD), out);
  for (size_t c = 0; c < columns; c++)
    print_table_cell(out, keys[c], widths[c], c + 1 == columns);
  fputs(colour_on(STDOUT_FILENO, COLOUR_OFF), out);
  if (columns)
    fputc('\n', out);
  json_array_foreach(rows, i, row) {
    for (size_t c = 0; c < columns; c++) {
      struct buf text = {0};
      print_cell(&text, json_object_get(row, keys[c]));
      print_table_cell(out, buf_text(&text), widths[c], c + 1 == columns);
      buf_free(&text);
    }
    fputc('\n', out);
  }
}
