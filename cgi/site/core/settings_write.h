/* The site.ini of a new site. */
#ifndef SITE_CORE_SETTINGS_WRITE_H
#define SITE_CORE_SETTINGS_WRITE_H

#include <stddef.h>

#include "base/err.h"

/* Values to begin with; NULL: the default. */
struct settings_initial {
  const char *title, *tagline, *base_url, *language, *database;
};

/* Writes `dir`/site.ini with every setting explained, each with the chosen value or its
 * default. ERR_EXISTS if there is one; ERR_CONFIG for a bad value; ERR_IO, ERR_NOMEM;
 * all with a sentence in `why`. */
enum err settings_write(const char *dir, const struct settings_initial *choice,
    char *why, size_t why_size) MUST_USE;

#endif
