/* A growing run of bytes. A failed growth is remembered, so that a writer can
 * add many times and ask once. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

#ifdef __cplusplus
extern "C" {
#endif

/* {0} is an empty buffer. `data` is NUL-terminated once something was added, and
 * NULL before. The buffer owns it until buf_free or buf_steal. */
struct buf {
  char *data;
  size_t len, cap;
  size_t most;       /* bytes it may have; 0: as many as there is memory for */
  bool failed, full; /* an addition failed; because of `most` */
};

/* Adds `n` bytes, a string, one byte, or printf's output. */
void buf_add(struct buf *b, const void *data, size_t n);
void buf_puts(struct buf *b, const char *s);
void buf_putc(struct buf *b, char c);
void buf_printf(struct buf *b, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Adds `n` bytes of text escaped for HTML, its quoted attribute values too. */
void buf_add_html(struct buf *b, const char *s, size_t n);

/* The text so far; "" when empty. Lives until the next change. */
const char *buf_text(const struct buf *b);

/* OK, or why an addition since buf_clear failed: ERR_TOO_LARGE past `most`,
 * ERR_NOMEM. */
enum err buf_status(const struct buf *b) MUST_USE;

/* Hands the bytes to the caller, who frees them; the buffer is empty then.
 * NULL when an addition failed or nothing was added. */
char *buf_steal(struct buf *b);

/* Empties the buffer and keeps its memory; or gives the memory back. */
void buf_clear(struct buf *b);
void buf_free(struct buf *b);

#ifdef __cplusplus
}
#endif

#endif
