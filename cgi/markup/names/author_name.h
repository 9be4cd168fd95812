/* Names of authors, which are shown to everybody. */
#ifndef MARKUP_NAMES_AUTHOR_NAME_H
#define MARKUP_NAMES_AUTHOR_NAME_H

#include "base/arena.h"
#include "base/err.h"

/* The name in `given`, without the e-mail addresses that are written with it: "Ada
 * Lovelace" of "Ada Lovelace <ada@example.org>". Of a bare address what is in front of
 * its '@'. In the arena, or `given` itself where it has no address. ERR_NOMEM. */
enum err author_name_read(
    struct arena *a, const char *given, const char **out) MUST_USE;

#endif
