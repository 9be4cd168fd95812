/* Inside authoring/: texts in other encodings, by iconv. */
#ifndef AUTHORING_IMPORT_CHARSET_H
#define AUTHORING_IMPORT_CHARSET_H

#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

/* Turns the `*n` octets at `*text` into UTF-8, in the arena. ERR_SYNTAX where they are
 * not in that encoding: *n is where the first one is that cannot be read. */
enum err import_charset_read(
    struct arena *a, const char *charset, char **text, size_t *n) MUST_USE;

#endif
