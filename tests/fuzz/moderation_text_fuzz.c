/* Text of comments on the screen of the moderation queue: no line is wider than it may
 * be, and nothing in it could control the terminal. */
#include <locale.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "base/utf8.h"
#include "cli/moderation/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(int ok) {
  if (!ok)
    abort();
}

/* The first byte chooses the width and the encoding. */
static void check(const char *line, size_t columns, int ascii) {
  demand(utf8_check(line, strlen(line), UTF8_ONE_LINE) == OK);
  demand(!utf8_has_bidi_control(line));
  demand(text_width(line) <= columns);
  demand(text_fit(line, columns) == strlen(line));
  for (const char *c = line; ascii && *c; c++)
    demand(*c >= ' ' && *c <= '~');
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct text_lines lines = {0};
  if (!size)
    return 0;
  setlocale(LC_CTYPE, "C.UTF-8");
  size_t columns = 10 + (data[0] >> 1);
  int ascii = data[0] & 1;
  struct arena *a = arena_new(256 << 20);
  demand(a != NULL);
  char *text = arena_strndup(a, (const char *)data + 1, size - 1);
  demand(text && text_wrap(a, text, columns, ascii, &lines) == OK && lines.count);
  for (size_t i = 0; i < lines.count; i++)
    check(lines.lines[i], columns, ascii);
  const char *cut = text_cut(a, text, columns, ascii);
  demand(cut != NULL);
  check(cut, columns, ascii);
  arena_free(a);
  return 0;
}
