#include "base/buf.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Makes room for `more` bytes and a NUL. Once an append has failed, later ones fail
 * too: a text with a gap in the middle would be worse than none. */
static bool buf_make_room(struct buf *b, size_t more) {
  /* Half of the address space keeps the doubling below from wrapping around. */
  size_t most = b->most ? b->most : SIZE_MAX / 2;
  if (b->failed)
    return false;
  /* Written as a subtraction, because a sum could wrap around. One byte is for the
   * terminator. */
  if (b->len > most || more >= most - b->len) {
    b->failed = true;
    b->full = b->most != 0;
    return false;
  }
  size_t need = b->len + more + 1;
  if (need <= b->cap)
    return true;
  size_t cap = b->cap ? b->cap : 256;
  while (cap < need)
    cap *= 2;
  char *data = realloc(b->data, cap);
  if (!data) {
    b->failed = true;
    return false;
  }
  b->data = data;
  b->cap = cap;
  return true;
}

void buf_reserve(struct buf *b, size_t n) {
  /* A failure is remembered. */
  (void)buf_make_room(b, n);
}

/* `data` may be NULL if `n` is 0, which memcpy does not allow. */
void buf_add(struct buf *b, const void *data, size_t n) {
  if (!buf_make_room(b, n))
    return;
  if (n)
    memcpy(b->data + b->len, data, n);
  b->len += n;
  b->data[b->len] = '\0';
}

void buf_puts(struct buf *b, const char *s) {
  buf_add(b, s, strlen(s));
}

/* Often called for every byte of a text: with room left, it costs a few instructions.
 */
void buf_putc(struct buf *b, char c) {
  bool has_room = !b->failed && b->cap - b->len > 2 && b->data;
  if (!has_room || (b->most && b->len + 1 >= b->most)) {
    buf_add(b, &c, 1);
    return;
  }
  b->data[b->len++] = c;
  b->data[b->len] = '\0';
}

/* Formats into the room that is there, which usually suffices: formatting costs more
 * than everything else here. A va_list can be used only once, so that a second attempt
 * needs a copy. */
void buf_printf(struct buf *b, const char *format, ...) {
  va_list args, again;
  if (b->failed)
    return;
  char *end = b->data ? b->data + b->len : NULL;
  size_t room = b->data ? b->cap - b->len : 0;
  va_start(args, format);
  va_copy(again, args);
  int n = vsnprintf(end, room, format, args);
  va_end(args);
  if (n < 0)
    b->failed = true;
  else if (buf_make_room(b, (size_t)n)) {
    if ((size_t)n >= room)
      vsnprintf(b->data + b->len, (size_t)n + 1, format, again);
    b->len += (size_t)n;
  }
  va_end(again);
  /* A failure leaves the text as it was. */
  if (b->failed && end)
    b->data[b->len] = '\0';
}

/* These five are enough for text and for quoted attribute values in HTML, and "&#39;"
 * rather than "&apos;" is known to every version of it. */
static const char *buf_html_escape(char c) {
  switch (c) {
  case '&':
    return "&amp;";
  case '<':
    return "&lt;";
  case '>':
    return "&gt;";
  case '"':
    return "&quot;";
  case '\'':
    return "&#39;";
  default:
    return NULL;
  }
}

void buf_add_html(struct buf *b, const char *s, size_t n) {
  size_t from = 0;
  for (size_t i = 0; i < n; i++) {
    const char *escape = buf_html_escape(s[i]);
    if (!escape)
      continue;
    buf_add(b, s + from, i - from);
    buf_puts(b, escape);
    from = i + 1;
  }
  buf_add(b, s + from, n - from);
}

/* A buffer that was cleared has memory but no text, and one that never had any has no
 * memory: both are "". */
const char *buf_text(const struct buf *b) {
  return b->data && b->len ? b->data : "";
}

enum err buf_status(const struct buf *b) {
  return !b->failed ? OK : b->full ? ERR_TOO_LARGE : ERR_NOMEM;
}

char *buf_steal(struct buf *b) {
  /* A failed buffer is incomplete and is never handed out. */
  char *data = b->failed ? NULL : b->data;
  if (!data)
    free(b->data);
  *b = (struct buf){0};
  return data;
}

void buf_clear(struct buf *b) {
  b->len = 0;
  b->failed = b->full = false;
  if (b->data)
    b->data[0] = '\0';
}

void buf_free(struct buf *b) {
  free(b->data);
  *b = (struct buf){0};
}
