#include "import/files/import_text.h"

#include <stdbool.h>
#include <string.h>

#include "base/utf8.h"
#include "import/common/import_report.h"

/* Reports the position of the first byte that is not UTF-8 text. */
static enum err import_text_tell_bad(
    const char *text, size_t size, size_t bom, struct parse_problem *p) {
  /* utf8_check() says only whether a text is valid. The position is searched for here,
   * in the one case that needs it, so that all other files do not pay for counting. */
  size_t at = 0;
  int line = 1;
  while (at < size) {
    size_t n = 1;
    /* The shortest piece that is valid is one character. Four bytes are the most that
     * UTF-8 uses. */
    while (n < 4 && at + n < size && !utf8_is_valid(text + at, n))
      n++;
    if (!text[at] || !utf8_is_valid(text + at, n))
      break;
    line += text[at] == '\n';
    at += n;
  }
  return parse_problem_set(p, line,
      "is not UTF-8 text at offset %zu: save the file as UTF-8, or give its encoding with"
      " --charset",
      /* The offset is that in the file, which an editor or a hex dump shows. */
      at + bom);
}

enum err import_text_check(struct import_work *w, char *text, size_t *size, size_t bom,
    struct parse_problem *p) {
  /* The conversion is made in place and moves the bytes, so the offset of an error can
   * only be found in a copy. Files without a CR, which are nearly all, need none. */
  bool returns = memchr(text, '\r', *size) != NULL;
  size_t whole = *size;
  const char *before = returns ? arena_strndup(w->arena, text, whole) : text;
  if (!before)
    return ERR_NOMEM;
  *size = utf8_unify_newlines(text, whole);
  /* Newlines first: a CR is a control character for utf8_check(). */
  if (utf8_check(text, *size, UTF8_MULTI_LINE) == OK)
    return OK;
  /* A NUL is a sign of a file that is not text at all. */
  if (memchr(text, '\0', *size) || !utf8_is_valid(text, *size))
    return import_text_tell_bad(before, whole, bom, p);
  *size = utf8_drop_controls(text, *size);
  text[*size] = '\0';
  import_report_note(w, 0, "contains control characters, which are removed");
  return OK;
}
