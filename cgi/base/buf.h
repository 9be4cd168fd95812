/* A growable byte buffer. A failed append is remembered, so that a writer can append
 * many times and check once. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

#ifdef __cplusplus
extern "C" {
#endif

/* {0} is an empty buffer. `data` is NUL-terminated after the first append and NULL
 * before. The buffer owns it until buf_free or buf_steal. */
struct buf {
  char *data;
  size_t len, cap;
  size_t most;       /* limit in bytes; 0: none but memory */
  bool failed, full; /* an append failed; it did so because of `most` */
};

/* Makes room for `n` more bytes at once, for a text whose size is known. */
void buf_reserve(struct buf *b, size_t n);

/* Appends `n` bytes, a string, one byte, or formatted text. */
void buf_add(struct buf *b, const void *data, size_t n);
void buf_puts(struct buf *b, const char *s);
void buf_putc(struct buf *b, char c);
void buf_printf(struct buf *b, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Appends `n` bytes of text escaped for HTML, safe in quoted attribute values as
 * well. */
void buf_add_html(struct buf *b, const char *s, size_t n);

/* Returns the text so far, "" if empty. It is valid until the next change. */
const char *buf_text(const struct buf *b);

/* Returns OK, or why an append has failed since buf_clear: ERR_TOO_LARGE (over `most`)
 * or ERR_NOMEM. */
enum err buf_status(const struct buf *b) MUST_USE;

/* Hands the bytes over to the caller, who frees them, and leaves the buffer empty.
 * Returns NULL if an append failed or nothing was appended. */
char *buf_steal(struct buf *b);

/* buf_clear empties the buffer but keeps its memory; buf_free frees it. */
void buf_clear(struct buf *b);
void buf_free(struct buf *b);

#ifdef __cplusplus
}
#endif

#endif
