/* Converts text from other encodings, with iconv. */
#ifndef IMPORT_COMMON_IMPORT_CHARSET_H
#define IMPORT_COMMON_IMPORT_CHARSET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

/* True for an encoding that the option --charset can name. */
bool import_charset_is_known(const char *charset);

/* Converts the *n bytes at *text to UTF-8, in the arena. Returns ERR_SYNTAX if they are
 * not in that encoding; *n is then the offset of the first invalid byte. ERR_NOMEM. */
enum err import_charset_read(
    struct arena *a, const char *charset, char **text, size_t *n) MUST_USE;

/* Converts the beginning of a text, whose first `n` bytes are at `head`, to UTF-8 as
 * far as it is valid and `out` has room. Returns the number of bytes written. */
size_t import_charset_head(
    const char *charset, const char *head, size_t n, char *out, size_t room);

/* Copies the XML file `in` from its beginning to `out` as UTF-8, as a stream. Its
 * declaration, which may name another encoding, becomes blanks. Returns ERR_SYNTAX if
 * it is not in that encoding; *offset is then that of the first invalid byte. ERR_IO,
 * ERR_FULL, ERR_NOMEM. */
enum err import_charset_copy(
    int in, int out, const char *charset, int64_t *offset) MUST_USE;

#endif
