#include "authoring/import_charset.h"

#include <iconv.h>
#include <stdbool.h>
#include <string.h>

#include "authoring/import.h"
#include "base/buf.h"

enum { CHUNK = 16 << 10 };

/* What follows a slash would let iconv make something up. */
static iconv_t begin(const char *charset) {
  return strchr(charset, '/') || !*charset ? (iconv_t)-1 : iconv_open("UTF-8", charset);
}

bool import_charset_is_known(const char *charset) {
  iconv_t conversion = begin(charset);
  bool known = conversion != (iconv_t)-1;
  if (known)
    iconv_close(conversion);
  return known;
}

enum err import_charset_read(
    struct arena *a, const char *charset, char **text, size_t *n) {
  iconv_t conversion = begin(charset);
  struct buf out = {0};
  char chunk[CHUNK], *from = *text;
  size_t left = *n;
  enum err e = conversion == (iconv_t)-1 ? ERR_INVALID : OK;
  while (!e && left) {
    char *to = chunk;
    size_t room = sizeof chunk, before = left;
    size_t result = iconv(conversion, &from, &left, &to, &room);
    buf_add(&out, chunk, sizeof chunk - room);
    /* Full is no fault; what stops without a step is. */
    if (result == (size_t)-1 && left == before && room == sizeof chunk)
      e = ERR_SYNTAX;
  }
  if (conversion != (iconv_t)-1)
    iconv_close(conversion);
  char *copy = e ? NULL : arena_strndup(a, buf_text(&out), out.len);
  size_t length = out.len;
  bool failed = out.failed;
  buf_free(&out);
  if (e == ERR_SYNTAX)
    *n = (size_t)(from - *text);
  if (e || failed || !copy)
    return e ? e : ERR_NOMEM;
  *n = length;
  *text = copy;
  return OK;
}
