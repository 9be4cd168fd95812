/* Finds out where a link in a text leads, as a browser does (RFC 3986 section 5.2). */
#ifndef MARKUP_NAMES_URL_RESOLVE_H
#define MARKUP_NAMES_URL_RESOLVE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"

/* An address on this site. All texts are percent-encoded as in the link. */
struct url_here {
  const char *path;     /* begins with a slash, without "." and ".." */
  const char *query;    /* what follows "?"; NULL: none */
  const char *fragment; /* what follows "#"; NULL: none */
};

/* Resolves `link` on the page at `path` (encoded). *is_here becomes true, and *out is
 * set, in the arena, if it leads to one of `origins` ("https://example.org", ends with
 * NULL); whether it begins with http or https, or names the port that is the default,
 * is no difference. Links with other schemes and unsafe ones (markup/names/url.h) lead
 * elsewhere. ERR_NOMEM. */
enum err url_resolve(struct arena *a, const char *link, const char *path,
    const char *const *origins, bool *is_here, struct url_here *out) MUST_USE;

#endif
