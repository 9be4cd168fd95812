/* Names of authors, which everybody can read. */
#ifndef MARKUP_NAMES_AUTHOR_NAME_H
#define MARKUP_NAMES_AUTHOR_NAME_H

#include "base/arena.h"
#include "base/err.h"

/* Extracts the name from `given`, without email addresses: "Ada Lovelace" from "Ada
 * Lovelace <ada@example.org>"; from a bare address the part before the '@'. The result
 * is in the arena, or `given` itself if it contains no address. ERR_NOMEM. */
enum err author_name_read(
    struct arena *a, const char *given, const char **out) MUST_USE;

#endif
