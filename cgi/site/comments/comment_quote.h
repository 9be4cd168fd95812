/* The text of a comment as a quote in a reply to it. */
#ifndef SITE_COMMENTS_COMMENT_QUOTE_H
#define SITE_COMMENTS_COMMENT_QUOTE_H

#include "base/arena.h"
#include "base/err.h"
#include "db/model/comment_row.h"

/* Characters of a comment that are quoted at most, up to the end of a word. */
enum { COMMENT_QUOTE_MOST = 2000 };

/* *out becomes what was written, or the text of HTML, with "> " before each line, and
 * an empty line after it, in the arena. ERR_NOMEM. */
enum err comment_quote(
    struct arena *a, const struct comment *c, const char **out) MUST_USE;

#endif
