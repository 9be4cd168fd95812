/* The built-in theme as files, which override it once they are in a site. */
#ifndef OPS_THEME_H
#define OPS_THEME_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

struct theme_written {
  size_t written, kept; /* kept: existed already */
};

/* Writes the built-in templates/ and public/ into `dir`, which exists. Files that exist
 * are replaced if `force`, else kept. On an error, what was written stays: ERR_OWNER,
 * ERR_FULL, ERR_IO, ERR_READ_ONLY with a sentence in `why`. */
enum err theme_write(const char *dir, bool force, struct theme_written *done, char *why,
    size_t why_size) MUST_USE;

#endif
