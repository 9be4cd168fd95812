/* Inside import/: texts in other encodings, by iconv. */
#ifndef IMPORT_COMMON_IMPORT_CHARSET_H
#define IMPORT_COMMON_IMPORT_CHARSET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

/* True for an encoding that `charset` can name. */
bool import_charset_is_known(const char *charset);

/* Turns the `*n` bytes at `*text` into UTF-8, in the arena. ERR_SYNTAX where they are
 * not in that encoding: *n is where the first one is that cannot be read. */
enum err import_charset_read(
    struct arena *a, const char *charset, char **text, size_t *n) MUST_USE;

/* The beginning of a text whose first `n` bytes are at `head`, in UTF-8, as far as
 * they can be read and `out` has room; the bytes written. */
size_t import_charset_head(
    const char *charset, const char *head, size_t n, char *out, size_t room);

/* Writes the XML file at `in`, from its beginning, to `out` as UTF-8, as a stream: its
 * declaration, which may name another encoding, becomes blanks. ERR_SYNTAX where it is
 * not in that encoding: *offset is where the first byte is that cannot be read;
 * ERR_IO, ERR_FULL, ERR_NOMEM. */
enum err import_charset_copy(
    int in, int out, const char *charset, int64_t *offset) MUST_USE;

#endif
