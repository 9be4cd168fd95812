/* iconv() returns -1 for three reasons: the output is full, the input ends inside a
 * character, or a byte is invalid. Only the last one is a failure. Which one it was
 * follows from errno, or from whether anything moved. */
#include "import/common/import_charset.h"

#include <errno.h>
#include <iconv.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "markup/wordpress/wxr_head.h"

enum { CHUNK = 16 << 10 };

/* A suffix such as "//TRANSLIT" would let iconv invent characters. */
static iconv_t import_charset_begin(const char *charset) {
  return strchr(charset, '/') || !*charset ? (iconv_t)-1 : iconv_open("UTF-8", charset);
}

bool import_charset_is_known(const char *charset) {
  iconv_t conversion = import_charset_begin(charset);
  bool known = conversion != (iconv_t)-1;
  if (known)
    iconv_close(conversion);
  return known;
}

enum err import_charset_read(
    struct arena *a, const char *charset, char **text, size_t *n) {
  iconv_t conversion = import_charset_begin(charset);
  struct buf out = {0};
  char chunk[CHUNK], *from = *text;
  size_t left = *n;
  enum err e = conversion == (iconv_t)-1 ? ERR_INVALID : OK;
  while (!e && left) {
    char *to = chunk;
    size_t room = sizeof chunk, before = left;
    size_t result = iconv(conversion, &from, &left, &to, &room);
    buf_add(&out, chunk, sizeof chunk - room);
    /* A full buffer is fine; stopping without progress is an invalid byte. */
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

size_t import_charset_head(
    const char *charset, const char *head, size_t n, char *out, size_t room) {
  iconv_t conversion = import_charset_begin(charset);
  char *from = (char *)(uintptr_t)head, *to = out;
  size_t left = room;
  if (conversion == (iconv_t)-1)
    return 0;
  /* An error is no matter here: the head may end inside a character, and what was
   * converted until then is enough to recognise the format. */
  (void)iconv(conversion, &from, &n, &to, &left);
  iconv_close(conversion);
  return room - left;
}

/* A file being converted. */
struct copy {
  iconv_t conversion;
  int out;
  int64_t read;        /* bytes of the file converted so far */
  char pending[CHUNK]; /* read but not converted yet */
  size_t count;
  bool begun;
};

/* Blanks instead of a byte order mark and the declaration keep the line numbers. */
static void import_charset_blank_declaration(char *text, size_t n) {
  size_t length, end = wxr_find_declaration(text, n, &length) + length;
  for (char *s = text; length && s < text + end; s++)
    if (*s != '\n')
      *s = ' ';
}

/* Converts what is pending; a few bytes, the start of a character, may remain. */
static enum err import_charset_convert(struct copy *c) {
  /* Four times the room, because a byte of a single-byte encoding becomes three bytes
   * of UTF-8 at most, and no output can be left over that way. */
  char text[4 * CHUNK], *from = c->pending, *to = text;
  size_t left = c->count, room = sizeof text;
  size_t result = iconv(c->conversion, &from, &left, &to, &room);
  if (result == (size_t)-1 && errno == EILSEQ) {
    c->read += from - c->pending;
    return ERR_SYNTAX;
  }
  /* expat would believe a declaration that still names the old encoding. */
  if (!c->begun)
    import_charset_blank_declaration(text, sizeof text - room);
  c->begun = true;
  c->read += from - c->pending;
  memmove(c->pending, from, left);
  c->count = left;
  return file_write(c->out, text, sizeof text - room) ? OK : err_of_errno(errno);
}

static enum err import_charset_copy_all(struct copy *c, int in) {
  for (;;) {
    /* No character is that long. */
    if (c->count >= sizeof c->pending)
      return ERR_SYNTAX;
    ssize_t n = read(in, c->pending + c->count, sizeof c->pending - c->count);
    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0)
      return ERR_IO;
    if (n == 0)
      return c->count ? ERR_SYNTAX : OK;
    c->count += (size_t)n;
    enum err e = import_charset_convert(c);
    if (e)
      return e;
  }
}

enum err import_charset_copy(int in, int out, const char *charset, int64_t *offset) {
  struct copy c = {.conversion = import_charset_begin(charset), .out = out};
  if (c.conversion == (iconv_t)-1)
    return ERR_INVALID;
  enum err e = lseek(in, 0, SEEK_SET) == 0 ? import_charset_copy_all(&c, in) : ERR_IO;
  iconv_close(c.conversion);
  *offset = c.read;
  return e;
}
