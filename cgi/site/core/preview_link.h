/* Links by which somebody reads an article before it is published. Having the link is
 * the only proof; it is signed for its article, expires, and can be revoked. */
#ifndef SITE_CORE_PREVIEW_LINK_H
#define SITE_CORE_PREVIEW_LINK_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "site/core/site.h"

/* The path of the page to which the links lead. */
#define PREVIEW_LINK_PATH "/comment/preview/"

/* Stores in *out the absolute URL for the article `id`, in the arena. It works until
 * `until`, rounded down to whole seconds. ERR_NOMEM, errors of the database. */
enum err preview_link(struct site *site, struct arena *a, int64_t id, int64_t until,
    const char **out) MUST_USE;

/* The article of a token, and when it expires. ERR_NOT_FOUND if it is NULL, not
 * genuine, expired at `now` or revoked: the answer tells no more. Errors of the
 * database. */
enum err preview_link_check(struct site *site, struct arena *a, const char *token,
    int64_t now, int64_t *id, int64_t *until) MUST_USE;

#endif
