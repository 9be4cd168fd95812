#include "cli/output/print_cell.h"

#include <string.h>

#include "base/utf8.h"

/* A string becomes one line here: a table has one line per row. */
void print_cell(struct buf *out, const json_t *value) {
  if (json_is_string(value))
    utf8_printable(out, json_string_value(value));
  else if (json_is_integer(value))
    buf_printf(out, "%lld", (long long)json_integer_value(value));
  else if (json_is_boolean(value))
    buf_puts(out, json_is_true(value) ? "yes" : "no");
  /* Names of categories and tags. A null adds nothing: an empty cell. */
  else if (json_is_array(value))
    for (size_t i = 0; i < json_array_size(value); i++) {
      buf_puts(out, i ? ", " : "");
      print_cell(out, json_array_get(value, i));
    }
}

void print_cell_lines(struct buf *out, const char *text) {
  while (*text) {
    /* Line breaks and tabs stay as they are; all other control characters are
     * replaced. */
    size_t n = strcspn(text, "\n\t");
    utf8_printable_part(out, text, n);
    if (text[n])
      buf_putc(out, text[n]);
    text += n + (text[n] != '\0');
  }
}
