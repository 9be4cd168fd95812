/* Slugs: the last component of a URL path, derived from a title. Uses libunistring. */
#ifndef MARKUP_NAMES_SLUG_H
#define MARKUP_NAMES_SLUG_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"

/* Appends the slug of `title` to `out`: NFKC, case-folded; letters, marks and digits of
 * every script are kept ("Déjà vu" becomes "déjà-vu"); apostrophes and invisible
 * characters are dropped; a plus after a word and a number sign at its end are spelled
 * out ("C++" becomes "c-plus-plus"); each run of anything else becomes one '-', except
 * at the ends. At most LIMIT_SLUG bytes, cut at a grapheme. A title without letters and
 * digits appends nothing, and the caller must choose something else. ERR_SYNTAX if it
 * is not UTF-8; ERR_NOMEM. */
enum err slug_make(const char *title, struct buf *out) MUST_USE;

/* OK if `s` is a slug that slug_make could have made, and not empty; otherwise
 * ERR_INVALID. ERR_NOMEM. */
enum err slug_check(const char *s) MUST_USE;

/* True if slug_check returns OK: false also when out of memory. */
bool slug_is_valid(const char *s);

/* True if `s` is the first component of a path that the site uses itself, or consists
 * of ASCII digits only (it could be a year, a month or a page number). */
bool slug_is_reserved(const char *s);

#endif
