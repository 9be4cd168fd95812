/* The theme of a site: which files replace the built-in templates and public files.
 *
 * Of several files of one name, the first counts of: the site's own templates/ or
 * public/, the theme's folder themes/NAME/ in the site, the theme that is built in, and
 * the standard one. */
#ifndef SITE_CORE_THEME_H
#define SITE_CORE_THEME_H

#include <limits.h>
#include <stdbool.h>

#include "base/embedded.h"
#include "base/err.h"
#include "base/overlay.h"

/* A theme that is built in. The standard one, the first, has no files of its own. */
struct theme_built_in {
  const char *name, *about;                             /* about: a short description */
  const struct embedded_file *templates, *public_files; /* NULL: none */
};

/* Built-in theme `i`, or NULL after the last. */
const struct theme_built_in *theme_built_in(size_t i);

/* The built-in theme of that name, or NULL. */
const struct theme_built_in *theme_find_built_in(const char *name);

/* True for a name that a theme may have: a folder name of letters, digits, "-" and "_".
 */
bool theme_is_name(const char *name);

/* Where the files of a theme are. */
struct theme_files {
  char paths[4][PATH_MAX + 300];
  struct overlay templates, public_files;
};

/* Fills *out for the theme `name` of the site in `dir`; *out points into itself, so it
 * must not be copied. `own`: the site's own templates/ and public/ count as well.
 * ERR_CONFIG, with a sentence in `why`, if there is no such theme. */
enum err theme_find(const char *dir, const char *name, bool own,
    struct theme_files *out, char *why, size_t why_size) MUST_USE;

#endif
