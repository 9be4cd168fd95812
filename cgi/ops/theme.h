/* The built-in theme as files, which replace it once they are in a site, and new
 * themes.
 */
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

/* Writes public/theme.css into `dir`, likewise: the colours of the standard theme, to
 * begin with. */
enum err theme_write_style(const char *dir, bool force, struct theme_written *done,
    char *why, size_t why_size) MUST_USE;

/* Creates the folder `dir`/themes/NAME, unless it exists. Errors as above. */
enum err theme_make_folder(
    const char *dir, const char *name, char *why, size_t why_size) MUST_USE;

#endif
