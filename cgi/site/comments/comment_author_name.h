/* The names of the blog's authors, which a reader could pretend to be. */
#ifndef SITE_COMMENTS_COMMENT_AUTHOR_NAME_H
#define SITE_COMMENTS_COMMENT_AUTHOR_NAME_H

#include "base/arena.h"
#include "base/err.h"
#include "site/core/site.h"

/* *out becomes the name of the author that looks like `name` (name_fold.h), in the
 * arena, or NULL if there is none. ERR_NOMEM, errors of the database. */
enum err comment_author_name(
    struct site *site, struct arena *a, const char *name, const char **out) MUST_USE;

#endif
