/* Slugs: the part of an address that is made of a title. */
#ifndef TEXT_SLUG_H
#define TEXT_SLUG_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"

/* Adds the slug of a title: compatibility forms folded (NFKC), lower case, letters and
 * digits of every script kept as they are, all else a single '-', at most LIMIT_SLUG
 * octets. Empty for a title without letters and digits. ERR_SYNTAX if not UTF-8. */
enum err slug_make(const char *title, struct buf *out) MUST_USE;

/* True for what slug_make could have made, and not empty. */
bool slug_is_valid(const char *slug);

/* True for words that addresses of the blog itself begin with, now or later, and for
 * digits only, which would be taken for a date. */
bool slug_is_reserved(const char *slug);

#endif
