/* How other engines make a part of an address from a title or the name of a file. Used
 * to find the addresses that articles had there; new slugs are those of slug.h. */
#ifndef MARKUP_NAMES_ENGINE_SLUG_H
#define MARKUP_NAMES_ENGINE_SLUG_H

#include "base/buf.h"

/* Jekyll's :title and :slug: runs of what is neither letter, mark, digit nor one of
 * `also` become a hyphen, except at the ends. */
void engine_slug_jekyll(const char *text, const char *also, struct buf *out);

/* Hugo: white space becomes a hyphen, and other characters that Hugo does not keep in
 * paths are dropped. */
void engine_slug_hugo(const char *text, struct buf *out);

#endif
